package dev.vestnik.ops.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhoneMaskingFormatterTest {
    private final PhoneMaskingFormatter mask = new PhoneMaskingFormatter();

    @Test
    void hidesPhones() {
        assertThat(mask.format("{\"to\":[\"+79161234567\",\"89161234567\"]}")).isEqualTo("{\"to\":[\"…\",\"…\"]}");
        assertThat(mask.format("call +79161234567, please")).isEqualTo("call …, please");
    }

    @Test
    void leavesIdsAddressesAndShortNumbers() {
        for (String text :
                new String[] {"1763970000000-0", "10.20.30.40", "core-7/if-3", "zbx-9182731234", "port 8080"}) {
            assertThat(mask.format(text)).isEqualTo(text);
        }
    }
}
