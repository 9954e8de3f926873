package netwright.emit;

import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.LinkedHashMap;
import java.util.Map;

/// The bytes of bytecode of each method of a class, by name and descriptor.
public final class MethodSizes {
  private MethodSizes() {}

  public static Map<String, Integer> of(EmittedClass emitted) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (var method : ClassFile.of().parse(emitted.bytes()).methods()) {
      int size = method.code().map(code -> ((CodeAttribute) code).codeLength()).orElse(0);
      sizes.put(method.methodName().stringValue() + method.methodType().stringValue(), size);
    }
    return sizes;
  }
}
