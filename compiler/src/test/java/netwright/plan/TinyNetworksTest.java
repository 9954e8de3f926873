package netwright.plan;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import netwright.fuse.Fusion;
import netwright.fuse.KernelGraph;
import netwright.laws.RandomGraphs;
import netwright.rewrite.Pipeline;
import org.junit.jupiter.api.Test;

class TinyNetworksTest {

  /// Elements whose number overflows are no small or negative number of them.
  @Test
  void whatNoArrayHoldsIsRefused() {
    int tiny = 0;
    for (long seed = 0; seed < 50; seed++) {
      KernelGraph kernels = Fusion.fuse(Pipeline.canonical(RandomGraphs.trial(seed).graph()));
      if (TinyNetworks.contain(kernels) && ofRow(kernels) >= 2) {
        assertThrows(ArithmeticException.class, () -> TinyNetworks.memory(kernels, 1 << 30));
        tiny++;
      }
    }
    assertTrue(tiny > 0);
  }

  private static int ofRow(KernelGraph kernels) {
    return (TinyNetworks.memory(kernels, 16) - TinyNetworks.memory(kernels, 0)) / 16;
  }
}
