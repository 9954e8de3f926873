package netwright.driver;

import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.ModuleMainClassAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ModuleDesc;
import java.lang.constant.PackageDesc;
import java.lang.reflect.AccessFlag;
import java.util.List;

/// The descriptor of a jar with one network, which makes it a module.
final class ModuleFile {
  private static final int JAVA_25 = 69;

  private ModuleFile() {}

  /// The `module-info.class` of the network's package: it is called like the package, has it alone, needs the runtime, and
  /// the vector module if it is there.
  static byte[] of(String packageName, String className) {
    ModuleAttribute module =
        ModuleAttribute.of(
            ModuleDesc.of(packageName),
            builder ->
                builder
                    .requires(ModuleDesc.of("java.base"), List.of(AccessFlag.MANDATED), null)
                    .requires(
                        ModuleDesc.of("netwright.runtime"), List.of(AccessFlag.TRANSITIVE), null)
                    .requires(
                        ModuleDesc.of("jdk.incubator.vector"),
                        List.of(AccessFlag.STATIC_PHASE),
                        null)
                    .exports(PackageDesc.of(packageName), List.of()));
    return ClassFile.of()
        .buildModule(
            module,
            file ->
                file.withVersion(JAVA_25, 0)
                    .with(ModuleMainClassAttribute.of(ClassDesc.of(className))));
  }
}
