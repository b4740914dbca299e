package org.pharosdns.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/// Who may know whom: the arrows of docs/architecture.md.
class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.pharosdns");

  private static final String[] QUERY_PATH = {
    "org.pharosdns.dns.wire..",
    "org.pharosdns.dns.query..",
    "org.pharosdns.dns.answer..",
    "org.pharosdns.dns.server..",
    "org.pharosdns.zone.compile..",
    "org.pharosdns.zone.serve.."
  };

  @Test
  void theDnsEngineKnowsNoZonesAndNoHealth() {
    check(
        noClasses()
            .that()
            .resideInAPackage("org.pharosdns.dns..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.pharosdns.zone..", "org.pharosdns.health..", "org.pharosdns.cli.."));
  }

  @Test
  void zonesAndHealthDoNotKnowEachOther() {
    check(
        noClasses()
            .that()
            .resideInAPackage("org.pharosdns.zone..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.pharosdns.health..", "org.pharosdns.cli.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("org.pharosdns.health..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.pharosdns.zone..", "org.pharosdns.dns..", "org.pharosdns.cli.."));
  }

  @Test
  void zonesAndHealthMeetOnlyInTheServer() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("org.pharosdns.cli", "org.pharosdns.cli.control..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.pharosdns.health.monitor.."));
  }

  @Test
  void filesKnowNoVerdictsAndChangesKnowNoServer() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("org.pharosdns.cli.zones..", "org.pharosdns.cli.change..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.pharosdns.cli.steering..", "org.pharosdns.cli.server.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("org.pharosdns.cli.zones..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.pharosdns.cli.change.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("org.pharosdns.cli.steering..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.pharosdns.cli.change..", "org.pharosdns.cli.server.."));
  }

  @Test
  void onlyTheTransportKnowsNetty() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.pharosdns.dns.transport..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty.."));
  }

  @Test
  void dnsjavaStaysWithZoneFilesAndExplanations() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "org.pharosdns.zone.load..",
                "org.pharosdns.cli.fetch..",
                "org.pharosdns.cli.steering..",
                "org.pharosdns.cli.doctor..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.xbill.."));
  }

  @Test
  void tomlAndJsonStayWithTheCommandLine() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.pharosdns.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tools.jackson.."));
  }

  @Test
  void theQueryPathReadsNoClockTakesNoLockAndLogsNothing() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(QUERY_PATH)
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis"));
    check(
        noClasses()
            .that()
            .resideInAnyPackage(QUERY_PATH)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.time..", "java.util.concurrent.locks..", "org.slf4j.."));
  }

  @Test
  void theWallClockIsLookedAtInOnePlaceAndGivenToEverybodyElse() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("org.pharosdns.cli.zones.WallClock")
            .should()
            .callMethodWhere(theWallClockIsRead()));
  }

  private static DescribedPredicate<JavaMethodCall> theWallClockIsRead() {
    return describe(
        "the wall clock of the machine is read",
        call -> {
          var method = call.getTargetOwner().getSimpleName() + '.' + call.getName();
          return method.equals("System.currentTimeMillis")
              || method.matches("(Clock|InstantSource)\\.system.*")
              || (call.getTargetOwner().getPackageName().equals("java.time")
                  && call.getName().equals("now"));
        });
  }

  @Test
  void thePackagesOfAModuleFormNoCycles() {
    slices().matching("org.pharosdns.dns.(*)..").should().beFreeOfCycles().check(ALL);
    slices().matching("org.pharosdns.zone.(*)..").should().beFreeOfCycles().check(ALL);
    slices().matching("org.pharosdns.health.(*)..").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void theWireKnowsNothingOfOurs() {
    check(
        classes()
            .that()
            .resideInAPackage("org.pharosdns.dns.wire..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("org.pharosdns.dns.wire..", "java..", "org.jspecify.."));
  }

  private static void check(ArchRule rule) {
    rule.check(ALL);
  }
}
