package netwright.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import netwright.ir.DType;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Records whose `equals` and `hashCode` are written out compare all their components, and nothing else.
class WrittenOutEqualityTest {
  /// Two values of each type that a component has; what a list holds is a number.
  private static final Map<Class<?>, List<Object>> VALUES =
      Map.of(
          String.class, List.of("a", "b"),
          int.class, List.of(1, 2),
          boolean.class, List.of(false, true),
          List.class, List.of(List.of(3), List.of(3, 4)),
          ElementType.class, List.of(ElementType.F32, ElementType.F64),
          DType.class, List.of(DType.F32, DType.F64),
          Index.class, List.of(new Index("i"), new Index("j")),
          Shape.class, List.of(Shape.of(5), Shape.of(6)));

  @ParameterizedTest
  @ValueSource(
      classes = {Index.class, Local.class, Affine.Term.class, Shape.class, TensorType.class})
  void everyComponentCounts(Class<? extends Record> type) throws ReflectiveOperationException {
    int count = type.getRecordComponents().length;
    Record one = make(type, new int[count]);
    assertEquals(one, make(type, new int[count]));
    assertEquals(one.hashCode(), make(type, new int[count]).hashCode());
    assertNotEquals(one, new Object());
    assertNotEquals(null, one);
    for (int changed = 0; changed < count; changed++) {
      int[] choices = new int[count];
      choices[changed] = 1;
      Record other = make(type, choices);
      assertNotEquals(one, other, type.getRecordComponents()[changed]::getName);
      assertEquals(other, make(type, choices));
      assertEquals(other.hashCode(), make(type, choices).hashCode());
    }
  }

  /// A record whose components are the values numbered `choices`, made anew.
  private static Record make(Class<? extends Record> type, int... choices)
      throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      Object value = VALUES.get(components[i].getType()).get(choices[i]);
      values[i] = value instanceof String text ? String.valueOf(text.toCharArray()) : value;
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return type.getDeclaredConstructor(types).newInstance(values);
  }
}
