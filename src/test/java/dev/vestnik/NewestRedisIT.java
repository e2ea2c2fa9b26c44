package dev.vestnik;

import dev.vestnik.testing.RealRedis;
import org.junit.platform.suite.api.ConfigurationParameter;

/** The newest Redis. */
@ConfigurationParameter(key = RealRedis.PLACE, value = "redis:8-alpine")
class NewestRedisIT extends InContainerSuite {}
