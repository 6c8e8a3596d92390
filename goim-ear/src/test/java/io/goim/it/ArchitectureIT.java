package io.goim.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dependency rules of docs/ARCHITECTURE.md, over the classes of every module at once. */
class ArchitectureIT {

  private static JavaClasses goim;

  @BeforeAll
  static void readAllModules() {
    List<Path> modules =
        List.of(
            Path.of("goim-tcp-connector/protocol"),
            Path.of("goim-tcp-connector/rar"),
            Path.of("goim-tcp-connector/client"),
            Path.of("goim-ejb"),
            Path.of("goim-web"));
    goim =
        new ClassFileImporter()
            .importPaths(
                modules.stream()
                    .map(module -> Node.PROJECT.resolve(module).resolve("target/classes"))
                    .toList());
  }

  @Test
  void protocolShouldUseTheJdkOnly() {
    hold(
        classes()
            .that()
            .resideInAPackage("io.goim.protocol..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "io.goim.protocol.."));
  }

  @Test
  void nettyShouldStayInTheConnectorAndTheClient() {
    onlyIn("io.netty..", "io.goim.tcp.netty..", "io.goim.client..");
  }

  @Test
  void hazelcastShouldStayInCluster() {
    onlyIn("com.hazelcast..", "io.goim.cluster..");
  }

  @Test
  void nimbusShouldStayInAuth() {
    onlyIn("com.nimbusds..", "io.goim.auth..");
  }

  @Test
  void restAndWebSocketShouldStayInWeb() {
    onlyIn("jakarta.ws.rs..", "io.goim.web..");
    onlyIn("jakarta.websocket..", "io.goim.web..");
  }

  @Test
  void messagingShouldStayInPushqueueAndInBeans() {
    hold(
        noClasses()
            .that(
                DescribedPredicate.describe(
                    "are neither in pushqueue nor message-driven beans",
                    (JavaClass c) ->
                        !c.getPackageName().startsWith("io.goim.pushqueue")
                            && !c.getSimpleName().endsWith("Bean")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "jakarta.jms..",
                "org.apache.activemq..",
                "org.apache.artemis..",
                "org.apache.kafka.."));
  }

  @Test
  void connectorShouldKnowTheContractOnly() {
    hold(
        noClasses()
            .that()
            .resideInAPackage("io.goim.tcp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.goim.comet..",
                "io.goim.logic..",
                "io.goim.job..",
                "io.goim.cluster..",
                "io.goim.pushqueue..",
                "io.goim.config..",
                "io.goim.ops..",
                "io.goim.web.."));
  }

  @Test
  void packagesShouldHaveNoCycles() {
    hold(slices().matching("io.goim.(*)..").should().beFreeOfCycles());
    hold(slices().matching("io.goim.(**)").should().beFreeOfCycles());
  }

  @Test
  void namesShouldSayTheJob() {
    hold(noClasses().should().haveSimpleNameEndingWith("Impl"));
    hold(noClasses().should().haveSimpleNameEndingWith("Manager"));
    hold(noClasses().should().haveSimpleNameEndingWith("Util"));
    hold(noClasses().should().haveSimpleNameEndingWith("Utils"));
    hold(noClasses().should().haveSimpleNameEndingWith("Helper"));
    hold(noClasses().should().haveSimpleNameEndingWith("Common"));
  }

  private static void onlyIn(String library, String... packages) {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackages(packages)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library));
  }

  private static void hold(ArchRule rule) {
    rule.check(goim);
  }
}
