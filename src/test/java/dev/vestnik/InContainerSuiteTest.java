package dev.vestnik;

import dev.vestnik.testing.RealRedis;
import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/**
 * The tests of the streams, and a road from event to message, once more against Redis in a container. Where no Docker answers
 * they are skipped, and a printed line says so. Another image: {@code -Dvestnik.test.redis.image=valkey/valkey:8-alpine}; then
 * a missing Docker is a failure.
 */
@Suite
@IncludeEngines("junit-jupiter")
@ConfigurationParameter(key = RealRedis.PLACE, value = RealRedis.IN_CONTAINER)
@SelectClasses(
        names = {
            "dev.vestnik.component.redisstreams.DeadLettersTest",
            "dev.vestnik.component.redisstreams.FaultTest",
            "dev.vestnik.component.redisstreams.GroupConsumerTest",
            "dev.vestnik.component.redisstreams.KeyedConsumerTest",
            "dev.vestnik.component.redisstreams.LeaseTest",
            "dev.vestnik.component.redisstreams.PartialSettlementTest",
            "dev.vestnik.component.redisstreams.ProducerTest",
            "dev.vestnik.component.redisstreams.RetentionTest",
            "dev.vestnik.road.SeveralInstancesTest"
        })
class InContainerSuiteTest {}
