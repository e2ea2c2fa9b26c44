package dev.vestnik.sandbox;

/**
 * What the presser of an inline button sees when the bot has answered.
 *
 * @param text empty: nothing, the button just stops waiting
 * @param alert in a window of its own rather than passing by
 * @param url to open; empty: none
 */
public record CallbackAnswer(String text, boolean alert, String url) {}
