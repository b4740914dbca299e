package org.pharosdns.conformance.oracle;

import java.util.List;
import java.util.Random;
import org.pharosdns.conformance.Ask;
import org.pharosdns.conformance.Shape;

/// Makes questions that few clients ask out of ordinary ones: other classes and opcodes, header
/// bits that only replies have, counts other than one question, every EDNS option, malformed ones.
///
/// Left out is what another server stays silent at, as waiting for nothing takes long: BIND at
/// NOTIFY and UPDATE outside class IN, Knot at more than one question.
final class StrangeQuestions {
  private static final int[] CLASSES = {3, 4, 254, 255, 0, 2, 256, 65280};
  private static final int NOTIFY = 4;
  private static final int UPDATE = 5;

  /// A record for the name asked about: type A, class IN.
  private static final String ADDRESS = "c00c0001000100000000" + "0004" + "c0000201";

  /// An OPT record without options.
  private static final String OPT = "00" + "0029" + "04d0" + "00000000" + "0000";

  /// Code, length and data of options, well-formed ones first.
  private static final List<String> OPTIONS =
      List.of(
          "00030000",
          "00030003616263",
          "000a00080102030405060708",
          "000a001001020304050607080102030405060708",
          "0008000700011800c00002",
          "00080004" + "00010000",
          "00080004" + "00000000",
          "0008000b" + "00023800" + "20010db8000000",
          "000c0010" + "00".repeat(16),
          "00090000",
          "000b0000",
          "000e00020001",
          "000f00020001",
          "ffff0000",
          "0064000178",
          "000a0007" + "01020304050607",
          "000a0000",
          "00080003" + "000100",
          "00080000",
          "00080007" + "00031800" + "c00002",
          "00080008" + "00011800" + "c0000201",
          "00080006" + "00011800" + "c000",
          "00080007" + "00011400" + "c000ff",
          "00080009" + "00012100" + "c000020101",
          "000300",
          "00030005" + "61");

  /// So many options are well-formed; the others close connections that carry other questions.
  private static final int WELL_FORMED = 15;

  private final Random random;

  StrangeQuestions(Random random) {
    this.random = random;
  }

  /// Returns a strange relative of `ask`.
  Ask of(Ask ask) {
    return switch (random.nextInt(7)) {
      case 0 -> ask.inClass(CLASSES[random.nextInt(CLASSES.length)]);
      case 1 -> ask.flags(random.nextInt(0x800));
      case 2 -> opcode(ask);
      case 3 -> shaped(ask);
      case 4 -> ask.payload(payload());
      default -> edns(ask);
    };
  }

  private Ask opcode(Ask ask) {
    var opcode = 1 + random.nextInt(15);
    var strange = ask.flags((opcode << 11) | random.nextInt(0x800));
    if (opcode == NOTIFY || opcode == UPDATE) {
      return strange;
    }
    return random.nextInt(4) == 0
        ? strange.inClass(CLASSES[random.nextInt(CLASSES.length)])
        : strange;
  }

  private Ask shaped(Ask ask) {
    var withoutEdns = ask.payload(-1);
    return switch (random.nextInt(7)) {
      case 0 -> ask.shaped(Shape.questions(0));
      case 1 -> ask.shaped(Shape.followedBy("00".repeat(1 + random.nextInt(20))));
      case 2 -> ask.shaped(Shape.withAdditional(random.nextBoolean() ? "" : ADDRESS));
      case 3 -> withoutEdns.shaped(Shape.withAnswer(random.nextBoolean() ? "" : ADDRESS));
      case 4 -> ask.shaped(Shape.withAdditional(OPT));
      case 5 -> withoutEdns.shaped(Shape.withAnswer(OPT));
      default -> withoutEdns.shaped(new Shape(1, 1, 0, 1, 0, ADDRESS));
    };
  }

  private int payload() {
    var sizes = List.of(0, 511, 512, 513, 600, 1231, 1232, 1233, 4096, 65535);
    return sizes.get(random.nextInt(sizes.size()));
  }

  private Ask edns(Ask ask) {
    var version = random.nextInt(4) == 0 ? List.of(1, 2, 255).get(random.nextInt(3)) : 0;
    var flags = random.nextInt(3) == 0 ? random.nextInt(0x10000) : 0;
    var tcp = random.nextInt(3) == 0;
    var choice = tcp ? WELL_FORMED : OPTIONS.size();
    var options = new StringBuilder();
    for (var i = random.nextInt(3); i > 0; i--) {
      options.append(OPTIONS.get(random.nextInt(choice)));
    }
    var strange = ask.edns(version, flags, options.toString());
    return tcp ? strange.overTcp() : strange;
  }
}
