package netwright.driver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import netwright.diag.CompilationFailed;

/// Writes a network as a jar, to be used as a library or started. The same network gives the same bytes: nothing in
/// them depends on when, where and by whom they are written.
public final class JarFile {
  /// A moment that a zip file can express without a time zone. The first one, a month before, it cannot.
  private static final LocalDateTime WHENEVER = LocalDateTime.of(1980, 2, 1, 0, 0);

  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private JarFile() {}

  /// Writes `network` to `file`.
  ///
  /// @param network the files of the jar but its manifest
  /// @param standalone whether the runtime is to be inside
  /// @return how many bytes the jar has
  /// @throws CompilationFailed if it cannot be written
  public static int write(Artefact network, boolean standalone, Path file) {
    List<Artefact.Entry> entries = new ArrayList<>();
    entries.add(new Artefact.Entry(MANIFEST, manifest(network.className(), standalone)));
    int dot = network.className().lastIndexOf('.');
    if (!standalone && dot > 0) { // a module has no classes without a package
      String packageName = network.className().substring(0, dot);
      entries.add(
          new Artefact.Entry("module-info.class", ModuleFile.of(packageName, network.className())));
    }
    entries.addAll(network.entries());
    if (standalone) {
      entries.addAll(RuntimeClasses.read());
    }
    byte[] bytes = bytes(entries);
    Artefact.write(file, bytes, "-o");
    return bytes.length;
  }

  private static byte[] manifest(String className, boolean standalone) {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, className);
    if (!standalone) {
      main.put(Attributes.Name.CLASS_PATH, "netwright-runtime-" + Version.TEXT + ".jar");
    }
    main.put(new Attributes.Name("Created-By"), "Netwright " + Version.TEXT);
    main.put(new Attributes.Name("Netwright-Language"), Version.LANGUAGE);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      manifest.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(List<Artefact.Entry> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(Deflater.BEST_COMPRESSION);
      for (Artefact.Entry entry : entries) {
        zip.putNextEntry(header(entry));
        zip.write(entry.bytes());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /// The head of an entry. It has the sizes: otherwise they would follow the content, and be there twice.
  private static ZipEntry header(Artefact.Entry entry) {
    ZipEntry header = new ZipEntry(entry.path());
    header.setTimeLocal(WHENEVER);
    CRC32 checksum = new CRC32();
    checksum.update(entry.bytes());
    header.setCrc(checksum.getValue());
    header.setSize(entry.bytes().length);
    header.setCompressedSize(deflatedSize(entry.bytes()));
    return header;
  }

  private static long deflatedSize(byte[] bytes) {
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] block = new byte[1 << 16];
      while (!deflater.finished()) {
        deflater.deflate(block);
      }
      return deflater.getBytesWritten();
    }
  }
}
