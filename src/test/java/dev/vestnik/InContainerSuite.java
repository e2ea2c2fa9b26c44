package dev.vestnik;

import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/**
 * The tests of the streams, and a road from event to message, once more against what a subclass names. Where no Docker answers,
 * or the image cannot be had, they are skipped, and a printed line says so.
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
            "dev.vestnik.component.redisstreams.PartialSettlementTest",
            "dev.vestnik.component.redisstreams.ProducerTest",
            "dev.vestnik.component.redisstreams.RetentionTest",
            "dev.vestnik.endtoend.SeveralInstancesIT"
        })
abstract class InContainerSuite {}
