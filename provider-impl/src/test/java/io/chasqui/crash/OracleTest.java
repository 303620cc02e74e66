package io.chasqui.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The oracle finds what it should, in logs made by hand, and nothing else. Line numbers are times, too. */
class OracleTest {

    private static final long LATER = 100_000;

    private final Oracle oracle = new Oracle(Set.of("unordered"), Set.of());
    private int round;
    private long sequence;
    private long now = LATER;

    /** A process writes these lines and is killed. */
    private void process(String... lines) {
        oracle.beginRound(++round);
        for (String line : lines) {
            oracle.apply(Line.parse(++sequence + " " + now + " " + line));
        }
        now += LATER;
    }

    private void assertFound(String... beginnings) {
        List<String> findings = oracle.findings();
        assertEquals(beginnings.length, findings.size(), findings::toString);
        for (int i = 0; i < beginnings.length; i++) {
            String beginning = beginnings[i];
            String finding = findings.get(i);
            assertTrue(finding.startsWith(beginning), () -> finding + " is not: " + beginning);
        }
    }

    private static String took(String item, String holder, int count) {
        return "TOOK q " + item + " " + holder + " " + count + " " + (count > 1) + " 0 0";
    }

    // Single messages.

    @Test
    void isContentWithWhatIsAsConfirmed() {
        process("BEGIN", "LISTED", "VERIFIED", "INTENT o1 +q|p:1", "DONE o1", "INTENT o2 +q|p:2", "DONE o2");
        process("BEGIN", "LISTED", "SEEN q p:1", "SEEN q p:2", "VERIFIED", took("p:1", "c", 1), "INTENT o3 -q|p:1");
        process("BEGIN", "LISTED", "SEEN q p:2", "VERIFIED");
        assertFound();
        assertEquals(
                List.of(Effect.add("q", new Item("p", 2))), oracle.expectation().messages());
    }

    @Test
    void findsALoss() {
        process("INTENT o1 +q|p:1", "DONE o1", "INTENT o2 +q|p:2", "DONE o2");
        process("BEGIN", "LISTED", "SEEN q p:2", "VERIFIED");
        assertFound("LOST: p:1 was sent to q");
    }

    @Test
    void findsALossOnlyWhenEverythingWasLookedAt() {
        process("INTENT o1 +q|p:1", "DONE o1");
        process("BEGIN", "LISTED");
        assertFound();
    }

    @Test
    void findsADuplicateInABacklog() {
        process("INTENT o1 +q|p:1", "DONE o1");
        process("BEGIN", "LISTED", "SEEN q p:1", "SEEN q p:1", "VERIFIED");
        assertFound("DOUBLED: p:1 is in q twice");
    }

    @Test
    void findsADuplicateOfWhatSomebodyHolds() {
        process("INTENT o1 +q|p:1", "DONE o1", took("p:1", "c", 1), took("p:1", "d", 1));
        assertFound("DOUBLED: p:1 was delivered from q to d, while c had it");
    }

    @Test
    void findsAMessageThatWasConsumedAndComesBack() {
        process("INTENT o1 +q|p:1", "DONE o1", took("p:1", "c", 1), "INTENT o2 -q|p:1", "DONE o2");
        process("BEGIN", "LISTED", "SEEN q p:1", "VERIFIED");
        assertFound("UNEXPECTED: p:1 is in q, but it was consumed by o2, which was settled in round 1");
    }

    @Test
    void findsAMessageThatWasGoneAndComesBackOneCrashLater() {
        process("INTENT o1 +q|p:1");
        process("BEGIN", "LISTED", "VERIFIED");
        process("BEGIN", "LISTED", "SEEN q p:1", "VERIFIED");
        assertFound("UNEXPECTED: p:1 is in q, but o1 did not take effect");
    }

    @Test
    void findsAMessageNobodySent() {
        process("BEGIN", "LISTED", "SEEN q p:1", "VERIFIED");
        assertFound("UNEXPECTED: p:1 is in q, but no send of it was begun");
    }

    @Test
    void findsAnotherOrderInABacklog() {
        process("INTENT o1 +q|p:1 +q|p:2 +q|z:1", "DONE o1");
        process("BEGIN", "LISTED", "SEEN q p:2", "SEEN q z:1", "SEEN q p:1", "VERIFIED");
        assertFound("REORDERED: q has p:2 before p:1");
    }

    @Test
    void findsAnotherOrderOfDelivery() {
        process("INTENT o1 +q|p:1 +q|p:2", "DONE o1", took("p:2", "c", 1), took("p:1", "c", 1));
        assertFound("REORDERED: p:1 was delivered from q to c after p:2");
    }

    @Test
    void allowsAnyOrderWhereNoneIsPromised() {
        process("INTENT o1 +unordered|p:1 +unordered|p:2", "DONE o1");
        process("BEGIN", "LISTED", "SEEN unordered p:2", "SEEN unordered p:1", "VERIFIED");
        assertFound();
    }

    @Test
    void findsAForgottenDeliveryCount() {
        process("INTENT o1 +q|p:1", "DONE o1", took("p:1", "c", 1), "BACK o2 q|p:1", "DONE o2");
        process("BEGIN", "LISTED", took("p:1", "c", 1));
        assertFound("COUNT: p:1 was delivered from q to c as delivery 1 after it was given back 1 times");
    }

    @Test
    void demandsNoCountForWhatWasNotConfirmed() {
        process("INTENT o1 +q|p:1", "DONE o1", took("p:1", "c", 1), "BACK o2 q|p:1");
        process("BEGIN", "LISTED", took("p:1", "c", 1));
        assertFound();
    }

    // Operations in several parts.

    @Test
    void anOpenTransactionMayHaveHappened() {
        process("INTENT o1 +a|p:1", "DONE o1", "INTENT o2 -a|p:1 +b|p:1");
        process("BEGIN", "LISTED", "SEEN b p:1", "VERIFIED");
        assertFound();
    }

    @Test
    void anOpenTransactionMayNotHaveHappened() {
        process("INTENT o1 +a|p:1", "DONE o1", "INTENT o2 -a|p:1 +b|p:1");
        process("BEGIN", "LISTED", "SEEN a p:1", "VERIFIED");
        assertFound();
    }

    @Test
    void findsATransactionThatSentAndDidNotConsume() {
        process("INTENT o1 +a|p:1", "DONE o1", "INTENT o2 -a|p:1 +b|p:1");
        process("BEGIN", "LISTED", "SEEN a p:1", "SEEN b p:1", "VERIFIED");
        assertFound("PARTIAL: o2");
    }

    @Test
    void findsATransactionThatConsumedAndDidNotSend() {
        process("INTENT o1 +a|p:1", "DONE o1", "INTENT o2 -a|p:1 +b|p:1");
        process("BEGIN", "LISTED", "VERIFIED");
        assertFound("PARTIAL: o2");
    }

    @Test
    void findsAPublicationThatReachedHalfTheSubscriptions() {
        process("INTENT o1 +t/a|p:1 +t/b|p:1");
        process("BEGIN", "LISTED", "SEEN t/a p:1", "VERIFIED");
        assertFound("PARTIAL: o1");
    }

    @Test
    void aPublicationConsumedByOneMustHaveReachedTheOther() {
        process("INTENT o1 +t/a|p:1 +t/b|p:1", "INTENT o2 -t/a|p:1", "DONE o2");
        process("BEGIN", "LISTED", "VERIFIED");
        assertFound("PARTIAL: o1");
    }

    @Test
    void cannotTellWhetherAMessageWasSentAndConsumedOrNeither() {
        process("INTENT o1 +q|p:1", took("p:1", "c", 1), "INTENT o2 -q|p:1");
        process("BEGIN", "LISTED", "VERIFIED");
        process("BEGIN", "LISTED", "SEEN q p:1", "VERIFIED");
        assertFound("UNEXPECTED: p:1 is in q, but it was not there when everything was looked at");
    }

    @Test
    void anOpenAcknowledgementMayHaveHappenedInPart() {
        process("INTENT o1 +q|p:1 +q|p:2", "DONE o1", "ACKNOWLEDGE o2 -q|p:1 -q|p:2");
        process("BEGIN", "LISTED", "SEEN q p:2", "VERIFIED");
        assertFound();
        process("BEGIN", "LISTED", "SEEN q p:1", "SEEN q p:2", "VERIFIED");
        assertFound("UNEXPECTED: p:1 is in q, but it was consumed by o2/p:1");
    }

    @Test
    void aConfirmedAcknowledgementHasHappenedInWhole() {
        process("INTENT o1 +q|p:1 +q|p:2", "DONE o1", "ACKNOWLEDGE o2 -q|p:1 -q|p:2", "DONE o2");
        process("BEGIN", "LISTED", "SEEN q p:2", "VERIFIED");
        assertFound("UNEXPECTED: p:2 is in q, but it was consumed by o2");
    }

    // Branches.

    private void preparedBranch() {
        process("INTENT o1 +a|p:1", "DONE o1", "PREPARE x -a|p:1 +b|p:1", "PREPARED x");
    }

    @Test
    void keepsABranchInDoubt() {
        preparedBranch();
        process("BEGIN", "LISTED x", "VERIFIED");
        process("BEGIN", "LISTED x", "DECIDE x commit", "DONE x", "SEEN b p:1", "VERIFIED");
        assertFound();
    }

    @Test
    void findsALostBranch() {
        preparedBranch();
        process("BEGIN", "LISTED", "SEEN a p:1", "VERIFIED");
        assertFound("LOST branch: x");
    }

    @Test
    void findsABranchThatComesBack() {
        preparedBranch();
        process("BEGIN", "LISTED x", "DECIDE x rollback", "UNDONE x", "SEEN a p:1", "VERIFIED");
        process("BEGIN", "LISTED x");
        assertFound("RESURRECTED branch: x was rolled back in round 2");
    }

    @Test
    void findsABranchNobodyPrepared() {
        process("BEGIN", "LISTED x");
        assertFound("UNKNOWN branch: x");
    }

    @Test
    void findsWhatABranchInDoubtTookAndSent() {
        preparedBranch();
        process("BEGIN", "LISTED x", "SEEN a p:1", "SEEN b p:1", "VERIFIED");
        assertFound("RESURRECTED: p:1 is in a", "TOO EARLY: p:1 is in b");
    }

    @Test
    void aBranchWhoseCommitBeganIsCommittedOrListed() {
        process("INTENT o1 +a|p:1", "DONE o1", "PREPARE x -a|p:1 +b|p:1", "PREPARED x", "DECIDE x commit");
        process("BEGIN", "LISTED", "SEEN b p:1", "VERIFIED");
        assertFound();
    }

    @Test
    void findsABranchWhoseCommitBeganAndWhichIsRolledBack() {
        process("INTENT o1 +a|p:1", "DONE o1", "PREPARE x -a|p:1 +b|p:1", "PREPARED x", "DECIDE x commit");
        process("BEGIN", "LISTED", "SEEN a p:1", "VERIFIED");
        assertFound("RESURRECTED: p:1 is in a", "PARTIAL: x");
    }

    @Test
    void aBranchThatWasNotPreparedIsRolledBack() {
        process("INTENT o1 +a|p:1", "DONE o1", "PREPARE x -a|p:1 +b|p:1");
        process("BEGIN", "LISTED", "SEEN a p:1", "VERIFIED");
        assertFound();
    }

    // Times.

    @Test
    void findsADeliveryBeforeItsTime() {
        process("INTENT o1 +q|p:1|100500|0", "DONE o1", "TOOK q p:1 c 1 false 100200 0");
        assertFound("TOO EARLY: p:1 was delivered from q to c 200 ms before its time");
    }

    @Test
    void waitsForADelayedMessageAndThenMissesIt() {
        process("INTENT o1 +q|p:1|250000|0", "DONE o1");
        process("BEGIN", "LISTED", "VERIFIED");
        assertFound();
        process("BEGIN", "LISTED", "VERIFIED");
        assertFound("LOST: p:1");
    }

    @Test
    void findsADeliveryAfterExpiry() {
        process("INTENT o1 +q|p:1|0|98000", "DONE o1", "TOOK q p:1 c 1 false 0 98000");
        assertFound("EXPIRED: p:1 was delivered from q to c 2000 ms after it had expired");
    }

    @Test
    void aMessageMayVanishOnlyAfterItsTime() {
        process("INTENT o1 +q|p:1|0|150000 +q|p:2|0|900000", "DONE o1");
        process("BEGIN", "LISTED", "VERIFIED");
        assertFound("LOST: p:2");
    }

    // Subscriptions.

    @Test
    void findsALostSubscription() {
        process("CREATE t/s", "CREATED t/s");
        process("BEGIN", "LISTED", "PROBE t/s", "ABSENT t/s");
        assertFound("LOST subscription: the creation of t/s was confirmed");
    }

    @Test
    void findsASubscriptionThatComesBack() {
        process("CREATE t/s", "CREATED t/s", "DROP t/s", "DROPPED t/s");
        process("BEGIN", "LISTED", "PROBE t/s", "FOUND t/s");
        assertFound("RESURRECTED subscription: t/s");
    }

    @Test
    void aSubscriptionInTheMakingMayExistOrNot() {
        process("CREATE t/s", "CREATE t/u", "CREATED t/u", "DROP t/u", "CREATE t/v", "CREATED t/v");
        process("BEGIN", "PROBE t/s", "FOUND t/s", "PROBE t/u", "ABSENT t/u", "PROBE t/v");
        process("BEGIN", "PROBE t/v", "ABSENT t/v");
        assertFound();
    }

    @Test
    void whatASubscriptionHadGoesWithIt() {
        process("CREATE t/s", "CREATED t/s", "INTENT o1 +t/s|p:1", "DONE o1", "DROP t/s");
        process("BEGIN", "LISTED", "PROBE t/s", "FOUND t/s", "VERIFIED");
        assertFound();
    }

    // The log itself.

    @Test
    void aTornLastLineDoesNotCount() {
        assertEquals(1, LogDirectory.parse("1 5 BEGIN\n2 6 SEEN q p:").size());
        assertEquals(0, LogDirectory.parse("1 5 BEG").size());
    }

    @Test
    void tellsWhatTheLoadFoundItself() {
        process("WRONG xa failed: a reason");
        assertFound("WRONG: xa failed: a reason");
    }
}
