package io.goim.it.deployed;

import java.io.File;
import java.nio.charset.StandardCharsets;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The built EAR as an Arquillian deployment. */
final class GoimEar {

  private static final File FILE = new File("target/goim.ear");
  private static final String DESCRIPTOR = "META-INF/application.xml";

  private GoimEar() {}

  /** The archive as it was built. */
  static EnterpriseArchive built() {
    return ShrinkWrap.createFromZipFile(EnterpriseArchive.class, FILE);
  }

  /** The archive with one more module that holds test classes, so that beans can be injected. */
  static EnterpriseArchive with(Class<?>... testClasses) {
    EnterpriseArchive ear = built();
    WebArchive tests =
        ShrinkWrap.create(WebArchive.class, "test.war")
            .addClasses(testClasses)
            .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    ear.addAsModule(Testable.archiveToTest(tests));
    ear.setApplicationXML(new StringAsset(withTestModule(ear)));
    return ear;
  }

  /** The new module comes before the others: behind the library directory it would be refused. */
  private static String withTestModule(EnterpriseArchive ear) {
    try (var in = ear.get(DESCRIPTOR).getAsset().openStream()) {
      String descriptor = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String module =
          "<module><web><web-uri>test.war</web-uri><context-root>/test</context-root></web></module>";
      int last = descriptor.lastIndexOf("</module>") + "</module>".length();
      return descriptor.substring(0, last) + module + descriptor.substring(last);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
