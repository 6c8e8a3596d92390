package io.goim.tcp;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ConnectorArchitectureTest {

  private final JavaClasses connector =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.goim.tcp");

  @Test
  void shouldUseNettyOnlyInItsPackage() {
    noClasses()
        .that(not(resideInAnyPackage("io.goim.tcp.netty")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .check(connector);
  }

  @Test
  void shouldUseJakartaConnectorsOnlyOutsideNetty() {
    noClasses()
        .that()
        .resideInAPackage("io.goim.tcp.netty")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta..", "io.goim.tcp")
        .check(connector);
  }

  @Test
  void shouldKnowTheHubOnlyThroughTheContract() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.net.ssl",
            "javax.transaction.xa",
            "jakarta.resource..",
            "io.netty..",
            "io.goim.tcp..",
            "io.goim.protocol",
            "io.goim.protocol.session")
        .check(connector);
  }

  @Test
  void shouldNameClassesByTheirJob() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Manager|Util|Utils|Helper|Common)")
        .check(connector);
  }
}
