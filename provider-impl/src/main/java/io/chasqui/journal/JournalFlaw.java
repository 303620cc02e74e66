package io.chasqui.journal;

/**
 * Something in the files of a journal that is not as it should be.
 *
 * @param harmless what a crash may leave, and what opening the journal puts right
 * @param file with its directory
 * @param offset where in the file; 0 when it concerns all of it
 * @param found what is there, for people
 */
public record JournalFlaw(boolean harmless, String file, long offset, String found) {}
