package org.pharosdns.dns.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.query.QueryParser;
import org.pharosdns.dns.wire.EdnsOption;
import org.pharosdns.dns.wire.Packet;
import org.pharosdns.dns.wire.RecordType;

/// Cookies as all servers make and take them (RFC 9018 section 4 and its appendix A).
class CookieExchangeTest {
  private static final byte[] SECRET = octets("e5e973e5a6b2a43f48e7dc849e37bfcf");
  private static final byte[] CLIENT = {(byte) 198, 51, 100, 100};
  private static final String CLIENT_COOKIE = "2464c4abcf10c957";

  /// 5 June 2019, 10:53:05 UTC.
  private static final long TIME = 1_559_731_985;

  private static final String COOKIE = CLIENT_COOKIE + "010000005cf79f111f8130c3eee29480";

  private final ServerCookies cookies = new ServerCookies(List.of(SECRET), TIME, 0);
  private final CookieExchange exchange = new CookieExchange(cookies);

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  /// Judges a cookie that comes `seconds` later.
  private boolean isValid(String cookie, byte[] address, long seconds) {
    var data = octets(cookie);
    var numbers = new int[data.length];
    for (var i = 0; i < data.length; i++) {
      numbers[i] = data[i];
    }
    var packet =
        Packet.query("example.com", RecordType.A, 1)
            .opt(Packet.option(EdnsOption.COOKIE, numbers))
            .octets();
    var client = new Client(Client.Transport.UDP);
    client.address(address, 0, address.length);
    var query = new Query(new Draw(1));
    QueryParser.parse(query, packet, 0, packet.length, client, seconds * 1_000_000_000);
    exchange.judge(query);
    return exchange.valid();
  }

  private String answered() {
    return HexFormat.of().formatHex(exchange.cookie());
  }

  @Test
  void aClientThatIsNewGetsTheCookieOfTheStandardsExample() {
    assertThat(isValid(CLIENT_COOKIE, CLIENT, 0)).isFalse();
    assertThat(answered()).isEqualTo(COOKIE);
  }

  @Test
  void aCookieOfOursIsValidAndComesBackAsItIs() {
    assertThat(isValid(COOKIE, CLIENT, 0)).isTrue();
    assertThat(answered()).isEqualTo(COOKIE);
    assertThat(isValid(COOKIE, CLIENT, 1799)).isTrue();
    assertThat(answered()).isEqualTo(COOKIE);
  }

  @Test
  void aCookieOfHalfAnHourIsRenewed() {
    assertThat(isValid(COOKIE, CLIENT, 1800)).isTrue();
    assertThat(answered()).startsWith(CLIENT_COOKIE + "010000005cf7a619").isNotEqualTo(COOKIE);
  }

  @Test
  void aCookieIsGoodForAnHourAndUpToFiveMinutesEarly() {
    assertThat(isValid(COOKIE, CLIENT, 3600)).isTrue();
    assertThat(isValid(COOKIE, CLIENT, 3601)).isFalse();
    assertThat(isValid(COOKIE, CLIENT, -300)).isTrue();
    assertThat(isValid(COOKIE, CLIENT, -301)).isFalse();
  }

  @Test
  void theCookieOfAnotherAddressIsNotValid() {
    assertThat(isValid(COOKIE, new byte[] {(byte) 198, 51, 100, 101}, 0)).isFalse();
    assertThat(isValid(COOKIE, new byte[16], 0)).isFalse();
  }

  @Test
  void aCookieWithOneBitChangedIsNotValid() {
    var cookie = octets(COOKIE);
    for (var bit = 0; bit < 8 * cookie.length; bit++) {
      cookie[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(isValid(HexFormat.of().formatHex(cookie), CLIENT, 0)).as("bit %s", bit).isFalse();
      cookie[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void serverCookiesOfAnotherLengthAreNotOurs() {
    assertThat(isValid(COOKIE.substring(0, 32), CLIENT, 0)).isFalse();
    assertThat(isValid(COOKIE + "00", CLIENT, 0)).isFalse();
  }

  @Test
  void cookiesOfTheSecretBeforeAreStillGood() {
    cookies.replace(List.of(new byte[16], SECRET), TIME, 0);
    assertThat(isValid(COOKIE, CLIENT, 0)).isTrue();
    assertThat(isValid(CLIENT_COOKIE, CLIENT, 0)).isFalse();
    assertThat(answered()).isNotEqualTo(COOKIE);
    cookies.replace(List.of(new byte[16]), TIME, 0);
    assertThat(isValid(COOKIE, CLIENT, 0)).isFalse();
  }

  @Test
  void secretsHaveSixteenOctetsAndThereIsOne() {
    assertThatThrownBy(() -> cookies.replace(List.of(), TIME, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> cookies.replace(List.of(new byte[15]), TIME, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
