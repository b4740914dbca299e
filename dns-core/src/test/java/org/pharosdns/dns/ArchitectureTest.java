package org.pharosdns.dns;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/// Who may know whom inside this module, and what must not stand on the query path.
class ArchitectureTest {
  private static final String ROOT = "org.pharosdns.dns.";
  private static final String WIRE = ROOT + "wire..";
  private static final String QUERY = ROOT + "query..";
  private static final String COOKIE = ROOT + "cookie..";
  private static final String ANSWER = ROOT + "answer..";
  private static final String SERVER = ROOT + "server..";
  private static final String TRANSPORT = ROOT + "transport..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.pharosdns.dns");

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }

  private static void mustNotKnow(String from, String... others) {
    check(
        noClasses()
            .that()
            .resideInAPackage(from)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(others));
  }

  @Test
  void packagesKnowOnlyThoseBelowThem() {
    mustNotKnow(WIRE, QUERY, COOKIE, ANSWER, SERVER, TRANSPORT);
    mustNotKnow(QUERY, COOKIE, ANSWER, SERVER, TRANSPORT);
    mustNotKnow(COOKIE, ANSWER, SERVER, TRANSPORT);
    mustNotKnow(ANSWER, SERVER, TRANSPORT);
    mustNotKnow(SERVER, TRANSPORT);
  }

  @Test
  void onlyTheTransportKnowsNetty() {
    for (var engine : new String[] {WIRE, QUERY, COOKIE, ANSWER, SERVER}) {
      mustNotKnow(engine, "io.netty..");
    }
  }

  @Test
  void theEngineHasNoClockLockStreamOrLog() {
    for (var engine : new String[] {WIRE, QUERY, COOKIE, ANSWER, SERVER}) {
      mustNotKnow(
          engine,
          "java.time..",
          "java.util.concurrent..",
          "java.util.stream..",
          "java.net..",
          "java.nio.channels..",
          "org.slf4j..",
          "java.util.logging..");
      for (var clock : new String[] {"nanoTime", "currentTimeMillis"}) {
        check(noClasses().that().resideInAPackage(engine).should().callMethod(System.class, clock));
      }
    }
  }
}
