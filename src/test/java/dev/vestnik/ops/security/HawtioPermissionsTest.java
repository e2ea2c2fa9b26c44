package dev.vestnik.ops.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

class HawtioPermissionsTest {
    private static final String ROUTE = "org.apache.camel:context=vestnik,type=routes,name=\"handover\"";

    private final HawtioPermissions permissions = new HawtioPermissions(new JolokiaPolicy());

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    org.apache.camel:context=vestnik,type=routes,name="handover"; start(); true
                    org.apache.camel:context=vestnik,type=routes,name="handover"; dumpRouteAsXml(); true
                    org.apache.camel:context=vestnik,type=services,name=DefaultInflightRepository; browse(); true
                    org.apache.camel:context=vestnik,type=endpoints,name="seda://x"; browse(); false
                    org.apache.camel:context=vestnik,type=context,name="vestnik"; componentNames(); true
                    org.apache.camel:context=vestnik,type=context,name="vestnik"; start(); false
                    org.apache.camel:context=vestnik,type=context,name="vestnik"; sendStringBody(java.lang.String,java.lang.String); false
                    dev.vestnik:type=DeadLetters; list(java.lang.String,java.lang.String,int); true
                    dev.vestnik:type=DeadLetters; replay(java.lang.String,java.lang.String); true
                    dev.vestnik:type=Duty; drillAnswers(long); true
                    """)
    void offersWhatIsAllowed(String bean, String operation, boolean offered) {
        assertThat(permissions.canInvoke(bean, operation)).isEqualTo(offered);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    org.apache.camel:context=vestnik,type=routes,name="handover"; stop()
                    org.apache.camel:context=vestnik,type=routes,name="handover"; suspend()
                    org.apache.camel:context=vestnik,type=routes,name="handover"; reset()
                    org.apache.camel:context=vestnik,type=consumers,name=KeyedConsumer(0x1); discardDeadLetters(java.lang.String)
                    dev.vestnik:type=DeadLetters; discardAll(java.lang.String)
                    dev.vestnik:type=Delivery; pause()
                    dev.vestnik:type=Directory; accept()
                    dev.vestnik:type=Duty; drill(java.lang.String)
                    dev.vestnik:type=Incidents; close(long)
                    dev.vestnik:type=Routes; takeBack(int)
                    """)
    void offersNothingThatNeedsAQuestion(String bean, String operation) {
        assertThat(permissions.canInvoke(bean, operation)).isFalse();
    }

    @Test
    void offersAViewerNothingThatChangesSomething() {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        "watcher", null, List.of(new SimpleGrantedAuthority("ROLE_" + OperatorRoles.VIEWER))));
        try {
            assertThat(permissions.canInvoke(ROUTE, "start()")).isFalse();
            assertThat(permissions.canInvoke("dev.vestnik:type=DeadLetters", "replayAll(java.lang.String)"))
                    .isFalse();
            assertThat(permissions.canInvoke(ROUTE, "dumpRouteAsXml()")).isTrue();
            assertThat(permissions.canInvoke("dev.vestnik:type=People", "list()"))
                    .isTrue();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    @Test
    void answersForManyAtOnce() throws Exception {
        assertThat(permissions
                        .canInvoke(Map.of(
                                ROUTE,
                                List.of("start()", "stop()"),
                                "jdk.management.jfr:type=FlightRecorder",
                                List.of()))
                        .values())
                .extracting(row -> ((CompositeData) row).get("Method") + "=" + ((CompositeData) row).get("CanInvoke"))
                .containsExactlyInAnyOrder("start()=true", "stop()=false", "=false");
    }
}
