package org.pharosdns.zone.load;

import org.pharosdns.dns.wire.DnsName;

/// Checks that octets are whole RDATA of a type, as its fields say ({@link RdataField}).
final class RdataWire {
  private final byte[] octets;
  private final int end;
  private int at;
  private boolean valid = true;

  private RdataWire(byte[] octets, int end) {
    this.octets = octets;
    this.end = end;
  }

  /// Returns whether the octets can be RDATA of `type`; of a type that is not known, any can.
  static boolean isValid(int type, RdataBuffer rdata) {
    var fields = RdataField.of(type);
    if (fields == null) {
      return LibraryRdata.isValid(type, rdata.copy(0));
    }
    var wire = new RdataWire(rdata.octets(), rdata.length());
    for (var field : fields) {
      wire.skip(field);
    }
    return wire.valid && wire.at == wire.end;
  }

  private void skip(RdataField field) {
    switch (field) {
      case U8, ALGORITHM, SCHEME -> skip(1);
      case U16, CERT_TYPE, TYPE -> skip(2);
      case U32, SECONDS, TIME, IPV4 -> skip(4);
      case EUI48 -> skip(6);
      case U64, EUI64, LOCATOR -> skip(8);
      case IPV6, LOCATION -> skip(16);
      case NAME -> skipName();
      case STRING, SALT -> skipString();
      case TAG, HASH -> {
        valid &= at < end && octets[at] != 0;
        skipString();
      }
      case OPTIONAL_STRING -> {
        if (at < end) {
          skipString();
        }
      }
      case STRINGS -> {
        do {
          skipString();
        } while (valid && at < end);
      }
      case HEX, BASE64 -> {
        valid &= at < end;
        at = end;
      }
      case LONG_STRING, QUOTED_LONG_STRING, OPTIONAL_BASE64 -> at = end;
      case TYPES -> skipTypes();
      case SOME_TYPES -> {
        valid &= at < end;
        skipTypes();
      }
      case SERVICE_PARAMETERS -> skipServiceParameters();
      case GATEWAY -> skipGateway();
      case RELAY -> skipRelay();
    }
  }

  private void skip(int count) {
    at += count;
    valid &= at <= end;
  }

  private void skipString() {
    skip(at < end ? 1 + (octets[at] & 0xff) : 1);
  }

  private void skipName() {
    var start = at;
    while (at < end && octets[at] != 0 && (octets[at] & 0xc0) == 0) {
      at += 1 + octets[at];
    }
    valid &= at < end && octets[at] == 0 && at + 1 - start <= DnsName.MAX_OCTETS;
    at++;
  }

  private void skipTypes() {
    var last = -1;
    while (valid && at < end) {
      var window = octets[at] & 0xff;
      var length = at + 1 < end ? octets[at + 1] & 0xff : 0;
      valid = window > last && length >= 1 && length <= 32 && at + 2 + length <= end;
      last = window;
      at += 2 + length;
    }
  }

  private void skipServiceParameters() {
    var last = -1;
    while (valid && at < end) {
      if (at + 4 > end) {
        valid = false;
        return;
      }
      var key = u16(at);
      var length = u16(at + 2);
      valid = key > last && at + 4 + length <= end;
      last = key;
      at += 4 + length;
    }
  }

  private int u16(int offset) {
    return ((octets[offset] & 0xff) << 8) | (octets[offset + 1] & 0xff);
  }

  private void skipRelay() {
    var type = at < end ? octets[at] & 0x7f : -1;
    skip(1);
    skipHost(type);
  }

  private void skipGateway() {
    var type = at < end ? octets[at] & 0xff : -1;
    skip(2);
    skipHost(type);
    valid &= at <= end;
    at = Math.max(at, end);
  }

  private void skipHost(int type) {
    switch (type) {
      case 0 -> {}
      case 1 -> skip(4);
      case 2 -> skip(16);
      case 3 -> skipName();
      default -> valid = false;
    }
  }
}
