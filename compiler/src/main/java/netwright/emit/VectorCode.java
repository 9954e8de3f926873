package netwright.emit;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.I2D;
import static org.objectweb.asm.Opcodes.I2L;
import static org.objectweb.asm.Opcodes.SWAP;

import netwright.loop.ElementType;

/// The calls of `jdk.incubator.vector` that generated code makes, for one number of lanes and one type of elements: F32
/// or F64, that of the tensors of a program. HotSpot turns each into an instruction or two. Vectors live on the stack
/// and in variables of one method, never in signatures.
final class VectorCode {
  private static final String PACKAGE = "jdk/incubator/vector/";
  private static final String FLOATS = PACKAGE + "FloatVector";
  private static final String DOUBLES = PACKAGE + "DoubleVector";
  private static final String LONGS = PACKAGE + "LongVector";
  private static final String A_DOUBLES = "L" + DOUBLES + ";";
  private static final String MASK = PACKAGE + "VectorMask";
  private static final String SPECIES = PACKAGE + "VectorSpecies";
  private static final String OPERATORS = PACKAGE + "VectorOperators";
  private static final String A_FLOATS = "L" + FLOATS + ";";
  private static final String A_MASK = "L" + MASK + ";";
  private static final String A_SPECIES = "L" + SPECIES + ";";
  private static final String A_VECTOR = "L" + PACKAGE + "Vector;";
  private static final String BINARY = "L" + OPERATORS + "$Binary;";
  private static final int FLOAT_BITS = 32;
  private static final int BITS_OF_TABLE = 4;

  /// The first compiler inlines a masked access in full, and gives a method up ("out of virtual registers") that has two
  /// dozen of them. Such a method never gets to the second compiler, so a masked access counts as this many bytes more.
  private static final int WEIGHT_OF_MASKED_ACCESS = 40;

  private final Code code;
  private final int lanes;
  private final ElementType element;

  /// The class of vectors of elements, and of those of integers as wide as an element; then letters for one element.
  private final String elements;

  private final String integers;
  private final String vectorOfElements;
  private final String vectorOfIntegers;
  private final String letter;
  private final String integerLetter;

  private VectorCode(Code code, int lanes, ElementType element) {
    boolean wide = element == ElementType.F64;
    this.code = code;
    this.lanes = lanes;
    this.element = element;
    this.elements = wide ? DOUBLES : FLOATS;
    this.integers = wide ? LONGS : PACKAGE + "IntVector";
    this.vectorOfElements = "L" + elements + ";";
    this.vectorOfIntegers = "L" + integers + ";";
    this.letter = wide ? "D" : "F";
    this.integerLetter = wide ? "J" : "I";
    code.usesVectors();
  }

  /// For vectors of `lanes` elements of the type that the vectors of `method` have.
  static VectorCode of(MethodEmitter method, int lanes) {
    return new VectorCode(method.code(), lanes, method.elements());
  }

  int lanes() {
    return lanes;
  }

  ElementType element() {
    return element;
  }

  /// Pushes the species of vectors of elements; every other push of vectors starts with one.
  void species() {
    species(elements);
  }

  void intSpecies() {
    species(integers);
  }

  private void species(String vectors) {
    int bits = lanes * FLOAT_BITS * (element == ElementType.F64 ? 2 : 1);
    code.getStatic(vectors, "SPECIES_" + bits, A_SPECIES);
  }

  /// Pushes +0 in every lane.
  void zero() {
    species();
    code.invokeStatic(elements, "zero", "(" + A_SPECIES + ")" + vectorOfElements);
  }

  /// Pops a species and an element, pushes the element in every lane.
  void broadcast() {
    code.invokeStatic(elements, "broadcast", "(" + A_SPECIES + letter + ")" + vectorOfElements);
  }

  /// Pops a species and a number, an element or an int, pushes the number in every lane.
  void broadcast(ElementType type) {
    if (type == element) {
      broadcast();
      return;
    }
    if (element == ElementType.F64) {
      code.op(I2L);
    }
    code.invokeStatic(
        integers, "broadcast", "(" + A_SPECIES + integerLetter + ")" + vectorOfIntegers);
  }

  /// Pushes `value` in every lane.
  void constant(double value) {
    species();
    if (element == ElementType.F64) {
      code.constant(value);
    } else {
      code.constant((float) value);
    }
    broadcast();
  }

  /// Pushes the whole number `value` in every lane of a vector of integers.
  void intConstant(int value) {
    intSpecies();
    code.constant(value);
    broadcast(ElementType.I32);
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
    code.invokeStatic(
        elements, "fromArray", "(" + A_SPECIES + "[" + letter + "I)" + vectorOfElements);
  }

  /// Pops a species, an array, a position and a mask, pushes the neighbours from there on; 0 where the mask is not set.
  private void loadMasked() {
    code.invokeStatic(
        elements,
        "fromArray",
        "(" + A_SPECIES + "[" + letter + "I" + A_MASK + ")" + vectorOfElements);
    code.weigh(WEIGHT_OF_MASKED_ACCESS);
  }

  /// Pops a vector, pushes it as one of the class that vectors of so many lanes have, which has no public name.
  void exact() {
    species();
    code.invokeInterface(SPECIES, "vectorType", "()Ljava/lang/Class;");
    code.op(SWAP);
    code.invokeVirtual("java/lang/Class", "cast", "(Ljava/lang/Object;)Ljava/lang/Object;");
    code.type(CHECKCAST, elements);
  }

  /// Pops a species, an array and a position, pushes the neighbours from there on, as far as the mask in variable `mask` is
  /// set, if it is one.
  ///
  /// @param mask may be [LaneExpressions#ALL_LANES]
  void load(int mask) {
    if (mask == LaneExpressions.ALL_LANES) {
      load();
    } else {
      push(mask);
      loadMasked();
    }
  }

  /// Pops a vector, an array and a position, and stores as far as the mask in variable `mask` is set, if it is one.
  ///
  /// @param mask may be [LaneExpressions#ALL_LANES]
  void store(int mask) {
    if (mask == LaneExpressions.ALL_LANES) {
      store();
    } else {
      push(mask);
      storeMasked();
    }
  }

  /// Pops a vector, an array and a position.
  void store() {
    code.invokeVirtual(elements, "intoArray", "([" + letter + "I)V");
  }

  /// Pops a vector, an array, a position and a mask.
  void storeMasked() {
    code.invokeVirtual(elements, "intoArray", "([" + letter + "I" + A_MASK + ")V");
    code.weigh(WEIGHT_OF_MASKED_ACCESS);
  }

  /// Pops as many vectors of elements as the operation `name` takes, pushes one.
  void lanewise(String name, int arity) {
    code.invokeVirtual(elements, name, "(" + A_VECTOR.repeat(arity - 1) + ")" + vectorOfElements);
  }

  /// Pops three vectors, pushes the first two's product plus the third.
  void fma() {
    lanewise("fma", 3);
  }

  /// Pops a vector, that for lanes in which the mask is set, and the mask.
  void blend(ElementType type) {
    if (type == element) {
      code.invokeVirtual(elements, "blend", "(" + A_VECTOR + A_MASK + ")" + vectorOfElements);
    } else {
      code.invokeVirtual(integers, "blend", "(" + A_VECTOR + A_MASK + ")" + vectorOfIntegers);
    }
  }

  /// Pushes a comparison; [#compare] takes it between its operands.
  void comparison(String name) {
    code.getStatic(OPERATORS, name, "L" + OPERATORS + "$Comparison;");
  }

  /// Pops a vector, a comparison and a vector, pushes a mask for vectors of elements.
  void compare(ElementType type) {
    if (type == element) {
      compare(elements);
    } else {
      compareInts();
      species();
      castMask();
    }
  }

  private void compare(String owner) {
    code.invokeVirtual(
        owner, "compare", "(L" + OPERATORS + "$Comparison;" + A_VECTOR + ")" + A_MASK);
  }

  /// Pops a mask and a species, pushes the mask for that species.
  void castMask() {
    code.invokeVirtual(MASK, "cast", "(" + A_SPECIES + ")" + A_MASK);
  }

  /// Pops a mask for vectors of elements, pushes that for vectors of ints.
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
    code.invokeVirtual(integers, name, "(" + A_VECTOR + ")" + vectorOfIntegers);
  }

  /// Pops a vector of ints, a comparison and a vector, pushes a mask for vectors of ints.
  void compareInts() {
    compare(integers);
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
    code.invokeVirtual(
        integers,
        "lanewise",
        "(" + BINARY + (byNumber ? integerLetter : A_VECTOR) + ")" + vectorOfIntegers);
  }

  /// Pops a vector of positions and a vector of ints, pushes the elements at these positions.
  void select() {
    ints("selectFrom");
  }

  /// Pushes a whole number from 0 to 15 in each lane, of which there are eight at most: all are in one int, four bits each.
  void table(int... values) {
    if (values.length > Integer.SIZE / BITS_OF_TABLE) {
      throw new IllegalArgumentException(values.length + " numbers in one int");
    }
    int packed = 0;
    for (int lane = 0; lane < values.length; lane++) {
      if (values[lane] >>> BITS_OF_TABLE != 0) {
        throw new IllegalArgumentException(values[lane] + " in " + BITS_OF_TABLE + " bits");
      }
      packed |= values[lane] << BITS_OF_TABLE * lane;
    }
    intConstant(packed);
    intOperator("LSHR", false);
    laneNumbers(0, BITS_OF_TABLE);
    intOperation(false);
    intConstant((1 << BITS_OF_TABLE) - 1);
    ints("and");
  }

  /// Pops a vector of positions and two vectors of ints, pushes the elements at these positions of both, the second
  /// one's after the first one's.
  void selectFromTwo() {
    code.invokeVirtual(integers, "selectFrom", "(" + A_VECTOR + A_VECTOR + ")" + vectorOfIntegers);
  }

  /// Pushes `from + step · l` for each lane l.
  void laneNumbers(int from, int step) {
    intConstant(from);
    addLaneNumbers(step);
  }

  /// Pops a vector of ints, pushes it plus `step` times the number of each lane.
  void addLaneNumbers(int step) {
    code.constant(step);
    code.invokeVirtual(integers, "addIndex", "(I)" + vectorOfIntegers);
  }

  /// Pops an int, pushes the elements from this whole number on by `step`, all of them exact.
  void wholeNumbers(int step) {
    int first = code.newSlot(ElementType.I32);
    code.store(ElementType.I32, first);
    if (element == ElementType.F64) {
      species();
      code.load(ElementType.I32, first);
      code.op(I2D);
      broadcast();
      code.constant(step);
      code.invokeVirtual(elements, "addIndex", "(I)" + vectorOfElements);
      return;
    }
    intSpecies();
    code.load(ElementType.I32, first);
    broadcast(ElementType.I32);
    addLaneNumbers(step);
    code.getStatic(OPERATORS, "I2F", "L" + OPERATORS + "$Conversion;");
    code.constant(0);
    code.invokeVirtual(integers, "convert", "(L" + OPERATORS + "$Conversion;I)" + A_VECTOR);
    code.type(CHECKCAST, FLOATS);
  }

  /// Pops a vector of elements, pushes its bits.
  void bits() {
    String name = element == ElementType.F64 ? "reinterpretAsLongs" : "reinterpretAsInts";
    code.invokeVirtual(elements, name, "()" + vectorOfIntegers);
  }

  /// Pops a vector of F32, takes each two neighbours for one number of 64 bits, and pushes these shifted by `bits`.
  void shiftLongs(String operator, int bits) {
    code.invokeVirtual(FLOATS, "reinterpretAsLongs", "()L" + LONGS + ";");
    intOperator(operator, false);
    code.constant(bits);
    code.op(I2L);
    code.invokeVirtual(LONGS, "lanewise", "(" + BINARY + "J)L" + LONGS + ";");
    code.invokeVirtual(LONGS, "reinterpretAsFloats", "()" + A_FLOATS);
  }

  /// Pops a vector of integers, pushes the elements with these bits.
  void fromBits() {
    String name = element == ElementType.F64 ? "reinterpretAsDoubles" : "reinterpretAsFloats";
    code.invokeVirtual(integers, name, "()" + vectorOfElements);
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
