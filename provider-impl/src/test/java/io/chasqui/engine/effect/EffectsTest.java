package io.chasqui.engine.effect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.engine.effect.Effects.Image;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.message.MessageId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EffectsTest {

    private final Effects effects = new Effects(true);

    private static MessageId id(String prefix, long sequence) {
        return new MessageId(prefix, sequence);
    }

    @Test
    void sessionsAreKeptApart() {
        effects.note(id("a", 1));
        effects.note(id("b", 2));
        effects.note(id("a", 3));
        assertTrue(effects.contains(id("a", 1)));
        assertTrue(effects.contains(id("a", 3)));
        assertFalse(effects.contains(id("a", 2)));
        assertFalse(effects.contains(id("b", 1)));
        assertFalse(effects.contains(id("c", 1)));
        assertEquals(Set.of("a", "b"), effects.prefixes());
    }

    @Test
    void onlyWhatHasChangedGoesIntoTheNextCheckpoint() throws MalformedBytesException {
        effects.note(id("a", 1));
        effects.note(id("b", 1));
        assertEquals(2, effects.takeChanges().size());
        assertEquals(List.of(), effects.takeChanges());
        effects.note(id("a", 1));
        assertEquals(List.of(), effects.takeChanges(), "it was noted already");
        effects.note(id("a", 2));
        List<Image> images = effects.takeChanges();
        assertEquals(List.of("a"), images.stream().map(Image::prefix).toList());
        Effects restored = new Effects(true);
        restored.restore("a", valueOf(images.get(0)));
        assertTrue(restored.contains(id("a", 1)));
        assertTrue(restored.contains(id("a", 2)));
        assertEquals(List.of(), restored.takeChanges(), "the checkpoint has it");
    }

    private static byte[] valueOf(Image image) {
        byte[] value = image.value();
        assertNotNull(value);
        assertTrue(value.length >= 64 && Integer.bitCount(value.length) == 1, value.length + " bytes");
        return value;
    }

    @Test
    void whatIsForgottenGoesFromTheCheckpointToo() {
        effects.note(id("a", 1));
        effects.takeChanges();
        effects.forget("a");
        effects.forget("never known");
        assertFalse(effects.contains(id("a", 1)));
        List<Image> images = effects.takeChanges();
        assertEquals(1, images.size());
        assertEquals("a", images.get(0).prefix());
        assertNull(images.get(0).value());
        effects.note(id("a", 2));
        assertNotNull(effects.takeChanges().get(0).value());
        assertFalse(effects.contains(id("a", 1)));
    }

    @Test
    void tablesOfSeveralLoopsBecomeOne() throws MalformedBytesException {
        effects.note(id("a", 1));
        Effects other = new Effects(true);
        other.note(id("a", 2));
        Effects restored = new Effects(true);
        restored.restore("a", valueOf(effects.takeChanges().get(0)));
        restored.restore("a", valueOf(other.takeChanges().get(0)));
        restored.note(id("a", 3));
        Effects home = new Effects(true);
        home.addAll(restored);
        for (long sequence = 1; sequence <= 3; sequence++) {
            assertTrue(home.contains(id("a", sequence)));
        }
        assertArrayEquals(home.image("a"), home.takeChanges().get(0).value(), "what the journal had is to be stored");
    }

    @Test
    void nothingIsGatheredWhereNothingIsDurable() {
        Effects inMemory = new Effects(false);
        inMemory.note(id("a", 1));
        inMemory.forget("a");
        assertEquals(List.of(), inMemory.takeChanges());
    }

    @Test
    void endlessPrefixesAreNotRemembered() {
        effects.note(id("x".repeat(201), 1));
        assertEquals(Set.of(), effects.prefixes());
    }

    @Test
    void valuesOfALaterVersionAreRefused() {
        byte[] value = new byte[64];
        value[0] = 2;
        MalformedBytesException refusal =
                assertThrows(MalformedBytesException.class, () -> effects.restore("a", value));
        assertTrue(String.valueOf(refusal.getMessage()).contains("version 2"), refusal.getMessage());
        byte[] followed = new byte[64];
        followed[0] = 1;
        followed[63] = 1;
        assertThrows(MalformedBytesException.class, () -> effects.restore("a", followed));
    }
}
