package netwright.emit;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.CHECKCAST;

import netwright.loop.ElementType;

/// The calls of `jdk.incubator.vector` that generated code makes, for one number of lanes. HotSpot turns each into an
/// instruction or two. Vectors live on the stack and in variables of one method, never in signatures.
final class VectorCode {
  private static final String PACKAGE = "jdk/incubator/vector/";
  private static final String FLOATS = PACKAGE + "FloatVector";
  private static final String INTS = PACKAGE + "IntVector";
  private static final String DOUBLES = PACKAGE + "DoubleVector";
  private static final String A_DOUBLES = "L" + DOUBLES + ";";
  private static final String MASK = PACKAGE + "VectorMask";
  private static final String SPECIES = PACKAGE + "VectorSpecies";
  private static final String OPERATORS = PACKAGE + "VectorOperators";
  private static final String A_FLOATS = "L" + FLOATS + ";";
  private static final String A_INTS = "L" + INTS + ";";
  private static final String A_MASK = "L" + MASK + ";";
  private static final String A_SPECIES = "L" + SPECIES + ";";
  private static final String A_VECTOR = "L" + PACKAGE + "Vector;";
  private static final String BINARY = "L" + OPERATORS + "$Binary;";
  private static final int FLOAT_BITS = 32;

  /// The first compiler inlines a masked access in full, and gives a method up ("out of virtual registers") that has two
  /// dozen of them. Such a method never gets to the second compiler, so a masked access counts as this many bytes more.
  private static final int WEIGHT_OF_MASKED_ACCESS = 40;

  private final Code code;
  private final int lanes;

  VectorCode(Code code, int lanes) {
    this.code = code;
    this.lanes = lanes;
    code.usesVectors();
  }

  int lanes() {
    return lanes;
  }

  /// Pushes the species of vectors of floats; every other push of vectors starts with one.
  void floatSpecies() {
    code.getStatic(FLOATS, "SPECIES_" + lanes * FLOAT_BITS, A_SPECIES);
  }

  void intSpecies() {
    code.getStatic(INTS, "SPECIES_" + lanes * FLOAT_BITS, A_SPECIES);
  }

  /// Pushes +0 in every lane.
  void zero() {
    floatSpecies();
    code.invokeStatic(FLOATS, "zero", "(" + A_SPECIES + ")" + A_FLOATS);
  }

  /// Pops a species and a number, pushes the number in every lane.
  void broadcast(ElementType type) {
    if (type == ElementType.F32) {
      code.invokeStatic(FLOATS, "broadcast", "(" + A_SPECIES + "F)" + A_FLOATS);
    } else {
      code.invokeStatic(INTS, "broadcast", "(" + A_SPECIES + "I)" + A_INTS);
    }
  }

  /// Pops a species and a truth value, pushes a mask.
  void maskAll() {
    code.invokeInterface(SPECIES, "maskAll", "(Z)" + A_MASK);
  }

  /// Pops a species, a position and an end, pushes the mask of the lanes whose position is below the end.
  void maskBelow() {
    code.invokeInterface(SPECIES, "indexInRange", "(II)" + A_MASK);
  }

  /// Pops a species, an array and a position, pushes the neighbours from there on.
  void load() {
    code.invokeStatic(FLOATS, "fromArray", "(" + A_SPECIES + "[FI)" + A_FLOATS);
  }

  /// Pops a species, an array, a position and a mask, pushes the neighbours from there on; 0 where the mask is not set.
  void loadMasked() {
    code.invokeStatic(FLOATS, "fromArray", "(" + A_SPECIES + "[FI" + A_MASK + ")" + A_FLOATS);
    code.weigh(WEIGHT_OF_MASKED_ACCESS);
  }

  /// Pops a vector, an array and a position.
  void store() {
    code.invokeVirtual(FLOATS, "intoArray", "([FI)V");
  }

  /// Pops a vector, an array, a position and a mask.
  void storeMasked() {
    code.invokeVirtual(FLOATS, "intoArray", "([FI" + A_MASK + ")V");
    code.weigh(WEIGHT_OF_MASKED_ACCESS);
  }

  /// Pops as many vectors as the operation `name` of FloatVector takes, pushes one.
  void floats(String name, int arity) {
    code.invokeVirtual(FLOATS, name, "(" + A_VECTOR.repeat(arity - 1) + ")" + A_FLOATS);
  }

  /// Pops two vectors and a mask, pushes the first where the mask is not set, else `name` of both.
  void floatsMasked(String name) {
    code.invokeVirtual(FLOATS, name, "(" + A_VECTOR + A_MASK + ")" + A_FLOATS);
  }

  /// Pops three vectors, pushes the first two's product plus the third.
  void fma() {
    floats("fma", 3);
  }

  /// Pops a vector, that for lanes in which the mask is set, and the mask.
  void blend(ElementType type) {
    if (type == ElementType.F32) {
      floatsMasked("blend");
    } else {
      code.invokeVirtual(INTS, "blend", "(" + A_VECTOR + A_MASK + ")" + A_INTS);
    }
  }

  /// Pushes a comparison; [#compare] takes it between its operands.
  void comparison(String name) {
    code.getStatic(OPERATORS, name, "L" + OPERATORS + "$Comparison;");
  }

  /// Pops a vector, a comparison and a vector, pushes a mask for vectors of floats.
  void compare(ElementType type) {
    String owner = type == ElementType.F32 ? FLOATS : INTS;
    code.invokeVirtual(
        owner, "compare", "(L" + OPERATORS + "$Comparison;" + A_VECTOR + ")" + A_MASK);
    if (type == ElementType.I32) {
      floatSpecies();
      castMask();
    }
  }

  /// Pops a mask and a species, pushes the mask for that species.
  void castMask() {
    code.invokeVirtual(MASK, "cast", "(" + A_SPECIES + ")" + A_MASK);
  }

  /// Pops a mask for vectors of floats, pushes that for vectors of ints.
  void intMask() {
    intSpecies();
    castMask();
  }

  /// Pops the masks b, a and m, pushes a where m is set, else b.
  void chooseMask() {
    int mask = keep();
    int chosen = keep();
    push(mask);
    code.invokeVirtual(MASK, "andNot", "(" + A_MASK + ")" + A_MASK);
    push(chosen);
    push(mask);
    code.invokeVirtual(MASK, "and", "(" + A_MASK + ")" + A_MASK);
    code.invokeVirtual(MASK, "or", "(" + A_MASK + ")" + A_MASK);
  }

  /// Pops two vectors of ints, pushes one.
  void ints(String name) {
    code.invokeVirtual(INTS, name, "(" + A_VECTOR + ")" + A_INTS);
  }

  /// Pops a vector of ints, a comparison and a vector, pushes a mask for vectors of ints.
  void compareInts() {
    code.invokeVirtual(
        INTS, "compare", "(L" + OPERATORS + "$Comparison;" + A_VECTOR + ")" + A_MASK);
  }

  /// Pushes the species of vectors of doubles, half as many as floats.
  void doubleSpecies() {
    code.getStatic(DOUBLES, "SPECIES_" + lanes * FLOAT_BITS, A_SPECIES);
  }

  /// Pushes the species of vectors of as many floats as [#doubleSpecies] has doubles.
  void halfFloatSpecies() {
    code.getStatic(FLOATS, "SPECIES_" + lanes * FLOAT_BITS / 2, A_SPECIES);
  }

  /// Pushes +0 in every lane of a vector of doubles.
  void zeroDoubles() {
    doubleSpecies();
    code.invokeStatic(DOUBLES, "zero", "(" + A_SPECIES + ")" + A_DOUBLES);
  }

  /// Pops a species, an array and a position, pushes the neighbours from there on.
  void loadDoubles() {
    code.invokeStatic(DOUBLES, "fromArray", "(" + A_SPECIES + "[DI)" + A_DOUBLES);
  }

  /// Pops a vector of doubles, an array and a position.
  void storeDoubles() {
    code.invokeVirtual(DOUBLES, "intoArray", "([DI)V");
  }

  /// Pops a vector of floats of the species [#halfFloatSpecies], pushes them as doubles.
  void widen() {
    code.getStatic(OPERATORS, "F2D", "L" + OPERATORS + "$Conversion;");
    doubleSpecies();
    code.constant(0);
    code.invokeVirtual(
        FLOATS, "convertShape", "(L" + OPERATORS + "$Conversion;" + A_SPECIES + "I)" + A_VECTOR);
    code.type(CHECKCAST, DOUBLES);
  }

  /// Pops two vectors of doubles, pushes their sum.
  void addDoubles() {
    code.invokeVirtual(DOUBLES, "add", "(" + A_VECTOR + ")" + A_DOUBLES);
  }

  /// Pops a vector of doubles, that for lanes in which the mask is set, and the mask.
  void blendDoubles() {
    code.invokeVirtual(DOUBLES, "blend", "(" + A_VECTOR + A_MASK + ")" + A_DOUBLES);
  }

  /// Pushes an operator; [#intOperation] takes it between its operands.
  void intOperator(String name, boolean associative) {
    code.getStatic(OPERATORS, name, associative ? "L" + OPERATORS + "$Associative;" : BINARY);
  }

  /// Pops a vector, an operator and a vector (or, if `byNumber`, an int), pushes a vector of ints.
  void intOperation(boolean byNumber) {
    code.invokeVirtual(INTS, "lanewise", "(" + BINARY + (byNumber ? "I" : A_VECTOR) + ")" + A_INTS);
  }

  /// Pops a vector of positions and two vectors of ints, pushes the elements at these positions of both, the second
  /// one's after the first one's.
  void selectFromTwo() {
    code.invokeVirtual(INTS, "selectFrom", "(" + A_VECTOR + A_VECTOR + ")" + A_INTS);
  }

  /// Pops a vector of ints, pushes it plus `step` times the number of each lane.
  void addLaneNumbers(int step) {
    code.constant(step);
    code.invokeVirtual(INTS, "addIndex", "(I)" + A_INTS);
  }

  /// Pops a vector of ints, pushes its values as floats.
  void intsToFloats() {
    code.getStatic(OPERATORS, "I2F", "L" + OPERATORS + "$Conversion;");
    code.constant(0);
    code.invokeVirtual(INTS, "convert", "(L" + OPERATORS + "$Conversion;I)" + A_VECTOR);
    code.type(CHECKCAST, FLOATS);
  }

  /// Pops a vector of floats, pushes its bits.
  void bits() {
    code.invokeVirtual(FLOATS, "reinterpretAsInts", "()" + A_INTS);
  }

  /// Pops a vector of ints, pushes the floats with these bits.
  void fromBits() {
    code.invokeVirtual(INTS, "reinterpretAsFloats", "()" + A_FLOATS);
  }

  /// Pops a vector or mask into a new variable.
  int keep() {
    int slot = code.newSlots(1);
    code.variable(ASTORE, slot);
    return slot;
  }

  void push(int slot) {
    code.variable(ALOAD, slot);
  }

  void pop(int slot) {
    code.variable(ASTORE, slot);
  }
}
