package io.goim.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What this jar may know. */
class ProtocolDependenciesTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.goim.protocol");

  @Test
  void shouldUseTheJdkOnly() {
    assertFalse(CLASSES.isEmpty());
    classes()
        .that()
        .resideInAPackage("io.goim.protocol..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "io.goim.protocol..")
        .check(CLASSES);
  }

  @Test
  void shouldHaveNoPackageCycles() {
    slices().matching("io.goim.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void shouldNotUseNamesThatSayNothing() {
    classes()
        .should()
        .haveNameNotMatching(".*(Impl|Manager|Util|Utils|Helper|Common)")
        .check(CLASSES);
  }
}
