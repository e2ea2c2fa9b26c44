package dev.vestnik.flow.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Parser;
import dev.vestnik.event.RejectedException;
import dev.vestnik.event.Rejection;
import dev.vestnik.event.Rejection.Reason;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingFailureTest {
    private static final String BODY =
            "{\"name\":\"Anna Ivanova\",\"phone\":\"+79161234567\",\"all\":[\"Anna Ivanova\"],\"code\":4711815}";

    @Test
    void whatTheMappingItselfRefusesHasItsSentence() {
        Rejection rejection = MappingFailure.rejection(failure("error(\"there is no \\\"pump\\\" in 7\")"));

        assertThat(rejection.reason()).isEqualTo(Reason.REFUSED_BY_MAPPING);
        assertThat(rejection.sentence()).isEqualTo("The mapping refuses the body: there is no \"pump\" in 7");
        assertThat(MappingFailure.rejection(failure("error(\"call \" + .phone)"))
                        .sentence())
                .isEqualTo("The mapping refuses the body: call …");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "floor(.name)|floor() cannot round a non-number: …",
                "number(.name)|not a number",
                "parse-url(.name)|Can't parse …",
                "sum(.all)|sum(): array must contain numbers, found …",
                ".name < 5|Can't compare … and 5",
                "from-json(.name)|from-json can't parse …",
                "'\n\n.all * 2'|Can't convert … to number (pump.jslt, line 3)"
            })
    void whereTheMappingFailsItSaysWhyWithoutTheBody(String mapping, String why) {
        Rejection rejection = MappingFailure.rejection(failure(mapping));

        assertThat(rejection.reason()).isEqualTo(Reason.MAPPING_FAILED);
        assertThat(rejection.sentence())
                .startsWith("The mapping cannot read the body: ")
                .contains(why)
                .doesNotContain("Anna", "Ivanova", "79161234567", "4711815");
    }

    @ParameterizedTest
    @ValueSource(strings = {"test(.name, \"[\" + .name)", ".all * 2", "split(.name, \"(\" + .name)"})
    void anyOtherFailureHasItsSentenceToo(String mapping) {
        assertThat(MappingFailure.rejection(failure(mapping)).sentence())
                .startsWith("The mapping cannot read the body: ")
                .doesNotContain("Anna");
    }

    @Test
    void aFailureOfJavaIsNamedWithItsMessage() {
        assertThat(MappingFailure.rejection(new IllegalArgumentException(
                                "Illegal pattern character, of 'Anna' and {\"a\":1}\nAnna"))
                        .sentence())
                .isEqualTo(
                        "The mapping cannot read the body: IllegalArgumentException: Illegal pattern character, of … and …");
        assertThat(MappingFailure.rejection(new StackOverflowError()).sentence())
                .isEqualTo("The mapping cannot read the body: StackOverflowError");
        Rejection missing = new Rejection(Reason.MISSING, "title", "title is missing");
        assertThat(MappingFailure.rejection(new RejectedException(missing))).isEqualTo(missing);
    }

    private static Throwable failure(String mapping) {
        Expression compiled =
                new Parser(new StringReader(mapping)).withSource("pump.jslt").compile();
        return catchThrowable(() -> compiled.apply(new ObjectMapper().readTree(BODY)));
    }
}
