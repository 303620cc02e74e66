/**
 * Programs that show what the broker does with far more messages, or subscriptions, than a heap holds. They take minutes and
 * gigabytes, so the build runs only small forms of them ({@code ScaleProgramsTest}); the large forms are
 * {@code mvn -Pscale -pl provider-impl -am verify}.
 *
 * <pre>
 * BacklogScale, ChurnScale, SubscriptionsScale    the tests: start JVMs one after the other, and judge
 *   Trial           a test's data directory, watched by DiskWatch, and its JVMs
 *     ChildJvm      one JVM, seen from the test
 *       ScaleChild  its main class: a broker, and one of the programs
 *         Fill, Drain, Churn, SubscriptionSteps    the programs: the public API only
 * </pre>
 */
@NullMarked
package io.chasqui.scale;

import org.jspecify.annotations.NullMarked;
