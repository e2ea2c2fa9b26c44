package dev.vestnik.bot.incident;

import dev.vestnik.incident.Incident;

/**
 * A press on a button of a card, by a person who may act on the incident.
 *
 * @param incident as it is now
 * @param generation the opening that the card shows
 * @param argument what the button adds, e.g. a chat; empty: nothing
 */
record CardPress(Incident incident, int generation, String argument) {
    long number() {
        return incident.number();
    }

    /** How people call the incident, without the number sign. */
    String name() {
        return Long.toString(incident.number());
    }

    /** The argument as the id of a chat; 0: it is none. */
    long chat() {
        return argument.matches("-?[0-9]{1,18}") ? Long.parseLong(argument) : 0;
    }
}
