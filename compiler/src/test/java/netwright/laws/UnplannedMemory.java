package netwright.laws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.fuse.KernelGraph;
import netwright.ir.DType;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.ir.TensorType;
import netwright.loop.Buffer;
import netwright.loop.Space;
import netwright.op.Source;
import netwright.plan.Plan;
import netwright.plan.VariableLayout;
import netwright.runtime.Port;
import netwright.runtime.ProgramSpec;

/// A plan that shares no memory and writes nothing in place.
final class UnplannedMemory {
  private static final Plan.Lanes NO_SWEEPS =
      new Plan.Lanes(new Buffer(Space.SCRATCH, 0, 0), new Buffer(Space.WIDE, 0, 0));

  private final KernelGraph kernels;
  private final int capacity;
  private final VariableLayout layout;
  private final Map<Node, Buffer> buffers = new HashMap<>();
  private final List<Port> inputs = new ArrayList<>();
  private int scratch = Plan.Lanes.SIZE;
  private int wide = Plan.Lanes.SIZE;

  private UnplannedMemory(KernelGraph kernels, int capacity, VariableLayout layout) {
    this.kernels = kernels;
    this.capacity = capacity;
    this.layout = layout;
  }

  static Plan plan(KernelGraph kernels, int capacity, VariableLayout layout) {
    return new UnplannedMemory(kernels, capacity, layout).plan();
  }

  private Plan plan() {
    for (Node node : kernels.graph().nodes()) {
      if (node.op() instanceof Source.Variable(String name, TensorType _)) {
        buffers.put(node, layout.buffer(layout.get(name)));
      } else if (node.op() instanceof Source.Input input) {
        buffers.put(node, buffer(node.type()));
        inputs.add(port(input.identifier(), node));
      }
    }
    kernels
        .kernels()
        .forEach(kernel -> kernel.nodes().forEach(node -> buffers.put(node, buffer(node.type()))));
    List<Plan.Copy> copies = new ArrayList<>();
    List<Port> outputs = new ArrayList<>();
    for (Result result : kernels.graph().results()) {
      switch (result) {
        case Result.Value(String name, Node node) -> outputs.add(port(name, node));
        case Result.Assignment(String name, Node node) ->
            copies.add(
                new Plan.Copy(
                    buffers.get(node), layout.buffer(layout.get(name)), layout.get(name).size()));
      }
    }
    ProgramSpec spec =
        new ProgramSpec(
            kernels.graph().name(), capacity, scratch + Plan.SLACK, wide, 0, inputs, outputs);
    Buffer single = new Buffer(Space.SCRATCH, 0, Plan.Lanes.SIZE);
    Buffer lanes = new Buffer(Space.WIDE, 0, Plan.Lanes.SIZE);
    return new Plan(
        kernels,
        spec,
        buffers,
        copies,
        new Plan.Lanes(single, lanes),
        Optional.empty(),
        NO_SWEEPS,
        Map.of(),
        layout.dtype(),
        layout.size());
  }

  private Buffer buffer(TensorType type) {
    int size = type.shape().elements() * (type.batched() ? capacity : 1);
    if (type.dtype() == DType.F32) {
      scratch += size;
      return new Buffer(Space.SCRATCH, scratch - size, size);
    }
    wide += size;
    return new Buffer(Space.WIDE, wide - size, size);
  }

  private Port port(String name, Node node) {
    Buffer buffer = buffers.get(node);
    TensorType type = node.type();
    return new Port(
        name,
        buffer.space() == Space.WIDE,
        buffer.offset(),
        type.shape().elements(),
        type.batched());
  }
}
