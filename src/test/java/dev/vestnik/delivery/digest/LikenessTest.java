package dev.vestnik.delivery.digest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sw-1 down         | sw-300 down       | sw-1 … sw-300 down
            sw-9              | sw-10             | sw-9 … sw-10
            sw-001            | sw-020            | sw-001 … sw-020
            port 3 of sw-7    | port 12 of sw-7   | port 3 … 12 of sw-7
            10.1.2.3 lost     | 10.1.2.40 lost    | 10.1.2.3 … 10.1.2.40 lost
            load 17 %         | load 17 %         | load 17 %
            C# $1 build 3     | C# $1 build 4     | C＃ $1 build 3 … 4
            99999999999999999999 | 100000000000000000000 | 99999999999999999999 … 100000000000000000000
            """)
    void numbersThatVaryBecomeTheFirstAndTheLast(String one, String other, String both) {
        assertThat(Likeness.of(one).pattern()).isEqualTo(Likeness.of(other).pattern());
        assertThat(Likeness.of(one).with(Likeness.of(other)).text()).isEqualTo(both);
        assertThat(Likeness.of(other).with(Likeness.of(one)).text()).isEqualTo(both);
    }
}
