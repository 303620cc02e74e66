/**
 * The kill test: a broker's process under mixed load is killed at random moments, started again on the same data
 * directory, and what it has then is compared with what it had confirmed.
 *
 * <pre>
 *  CrashIT ── CrashRun ── starts, kills ──► CrashProbe (a JVM with the broker, Verification, Drain and the Loads)
 *                │                               │ writes what it begins, what is confirmed, what it sees
 *              Oracle ◄── LogDirectory ◄─────  OracleLog, one for each thread
 * </pre>
 *
 * <p>Each process verifies before it loads: it asks for branches in doubt, looks at every backlog, and only then begins.
 * It judges nothing: the {@link io.chasqui.crash.Oracle} does, which reads the logs of each round and lives through all of
 * them. {@link io.chasqui.crash.OracleTest} shows that it finds what it should. Start reading at
 * {@link io.chasqui.crash.Verb}, the vocabulary of the logs. Only the API of Jakarta Messaging and JTA is used.
 */
@org.jspecify.annotations.NullMarked
package io.chasqui.crash;
