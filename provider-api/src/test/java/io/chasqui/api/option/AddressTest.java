package io.chasqui.api.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vm://orders | vm://orders",
                " VM://my_orders.eu-1/ | vm://my_orders.eu-1",
                "tcp://localhost:61616?a=b | tcp://localhost:61616?a=b",
                "tls://[::1]:61617/ | tls://[::1]:61617",
                "(tcp://a:1, tls://b:2)?a=b | failover:(tcp://a:1,tls://b:2)?a=b",
                "failover:(tcp://a:1) | failover:(tcp://a:1)",
                "pigeon://loft/7?a=b&c | ",
                "pigeon://loft/7?a=b&&c=d%26e+f | pigeon://loft/7?a=b&c=d%26e%2Bf",
                "vm://orders?a=(b)? | vm://orders?a=%28b%29%3F",
            })
    void readsTheFormsOfAddresses(String text, String uri) {
        if (uri == null) {
            assertThrows(IllegalArgumentException.class, () -> Address.parse(text));
        } else {
            assertEquals(uri, Address.parse(text).uri().toString());
            assertEquals(Address.parse(text), Address.parse(uri));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders | it has no scheme",
                "'' | write vm://NAME",
                "vm: | write vm://NAME",
                "vm:orders | followed by the name of a broker",
                "vm:// | write vm://NAME",
                "vm://orders/eu | followed by the name of a broker",
                "vm://or%20ders | followed by the name of a broker",
                "vm://user@orders | followed by the name of a broker",
                "tcp://host | followed by HOST:PORT",
                "tcp://host:0 | followed by HOST:PORT",
                "tcp://host:65536 | followed by HOST:PORT",
                "tcp://:1 | followed by HOST:PORT",
                "tls://host:1/path | followed by HOST:PORT",
                "tcp://app@host:1 | use the options user and password",
                "(tcp://a:1,tcp://b:2 | starts with '(' and ends with ')'",
                "failover:tcp://a:1 | starts with '(' and ends with ')'",
                "() | it has no scheme",
                "(tcp://a:1,) | it has no scheme",
                "(vm://a) | a list takes tcp:// and tls:// addresses only",
                "(tcp://a:1?x=1,tcp://b:2) | options stand behind the list",
                "vm://orders#1 | must not contain '#'",
                "vm://orders?a=b#1 | must not contain '#'",
                "vm://orders?prefetch | an option is written name=value",
                "vm://orders?=5 | an option is written name=value",
                "vm://orders?a=%4 | two hexadecimal digits",
                "vm://orders?a=%zz | two hexadecimal digits",
            })
    void refusesWhatIsNoAddressAndSaysWhy(String text, String reason) {
        String message = assertThrows(IllegalArgumentException.class, () -> Address.parse(text))
                .getMessage();

        assertTrue(message.contains(reason), message);
        assertTrue(message.contains("is not an address of a broker"), message);
    }

    @Test
    void percentEncodingKeepsEveryCharacter() {
        String value = "\u0000 %&=#?+/ü€\uD83D\uDE00*:,";
        Address address = Address.parse("vm://orders").with(List.of(new Address.Setting("a", value)));

        Address.Setting read =
                Address.parse(address.uri().toString()).options().findFirst().orElseThrow();

        assertEquals(value, read.value());
    }
}
