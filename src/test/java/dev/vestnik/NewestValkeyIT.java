package dev.vestnik;

import dev.vestnik.testing.RealRedis;
import org.junit.platform.suite.api.ConfigurationParameter;

/** The newest Valkey. */
@ConfigurationParameter(key = RealRedis.PLACE, value = "valkey/valkey:9-alpine")
class NewestValkeyIT extends InContainerSuite {}
