package dev.vestnik.sandbox;

/**
 * A bot's answer to a callback query, as shown to the person who pressed the button.
 *
 * @param text empty: nothing is shown
 * @param alert whether the text is shown in a dialog instead of a notification
 * @param url to open; empty: none
 */
public record CallbackAnswer(String text, boolean alert, String url) {}
