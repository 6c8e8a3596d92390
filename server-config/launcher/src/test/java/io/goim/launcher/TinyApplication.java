package io.goim.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives for tests, made of classes of this module. */
final class TinyApplication {
  private TinyApplication() {}

  /** An EAR with a WAR whose servlet answers at {@code /NAME/hello}. */
  static Path ear(Path folder, String name) throws IOException {
    String xml =
        "<application xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"10\">"
            + "<module><web><web-uri>hello.war</web-uri><context-root>/"
            + name
            + "</context-root></web></module></application>";
    return write(
        folder.resolve(name + ".ear"),
        Map.of("META-INF/application.xml", bytes(xml), "hello.war", war()));
  }

  /** An EAR whose EJB jar fails at start. */
  static Path failingEar(Path folder) throws IOException {
    String xml =
        "<application xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"10\">"
            + "<module><ejb>failing.jar</ejb></module></application>";
    return write(
        folder.resolve("failing.ear"),
        Map.of(
            "META-INF/application.xml",
            bytes(xml),
            "failing.jar",
            zip(Map.of(path(FailingStartup.class), code(FailingStartup.class)))));
  }

  static byte[] war() throws IOException {
    return zip(Map.of("WEB-INF/classes/" + path(HelloServlet.class), code(HelloServlet.class)));
  }

  static Path write(Path file, Map<String, byte[]> entries) throws IOException {
    return Files.write(file, zip(entries));
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream((OutputStream) bytes)) {
      for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String path(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  private static byte[] code(Class<?> type) throws IOException {
    try (InputStream in = type.getClassLoader().getResourceAsStream(path(type))) {
      return in.readAllBytes();
    }
  }
}
