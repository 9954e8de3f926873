package netwright.runtime.train;

import netwright.runtime.Memory;
import netwright.runtime.ProgramSpec;
import netwright.runtime.io.MalformedFileException;

/// Numbers that the step reads as inputs and that change between epochs, such as a factor of the learning rate that
/// follows the validation loss.
public interface EpochSchedule {

  /// Nothing changes.
  EpochSchedule NONE =
      new EpochSchedule() {
        @Override
        public void begin(ProgramSpec spec, Memory memory) {}

        @Override
        public void ended(EpochReport report, ProgramSpec spec, Memory memory) {}

        @Override
        public void save(Checkpoint checkpoint) {}

        @Override
        public void resume(Checkpoint checkpoint, ProgramSpec spec, Memory memory) {}
      };

  /// Writes the numbers for the first epoch to the places of their inputs.
  void begin(ProgramSpec spec, Memory memory);

  /// Writes the numbers for the epoch after the one that is reported.
  void ended(EpochReport report, ProgramSpec spec, Memory memory);

  /// Puts what it remembers, as numbers whose names begin with `schedule/`.
  void save(Checkpoint checkpoint);

  /// Takes what it remembered, in place of [#begin], and writes the numbers for the present epoch.
  ///
  /// @throws MalformedFileException if something is missing
  void resume(Checkpoint checkpoint, ProgramSpec spec, Memory memory) throws MalformedFileException;
}
