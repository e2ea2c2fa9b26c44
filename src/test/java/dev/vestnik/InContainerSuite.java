package dev.vestnik;

import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/**
 * Runs the tests of redis-streams, and one end-to-end test, against the image that a subclass names. If Docker or the image is
 * not available, they are skipped, and a line is printed.
 */
@Suite
@IncludeEngines("junit-jupiter")
@SelectClasses(
        names = {
            "dev.vestnik.component.redisstreams.DeadLettersTest",
            "dev.vestnik.component.redisstreams.FaultIT",
            "dev.vestnik.component.redisstreams.GroupConsumerTest",
            "dev.vestnik.component.redisstreams.KeyedConsumerTest",
            "dev.vestnik.component.redisstreams.LeaseTest",
            "dev.vestnik.component.redisstreams.OwnershipIT",
            "dev.vestnik.component.redisstreams.PartialSettlementIT",
            "dev.vestnik.component.redisstreams.ProducerTest",
            "dev.vestnik.component.redisstreams.RetentionTest",
            "dev.vestnik.endtoend.SeveralInstancesIT"
        })
abstract class InContainerSuite {}
