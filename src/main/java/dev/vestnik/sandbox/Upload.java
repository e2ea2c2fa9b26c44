package dev.vestnik.sandbox;

/** A file that came with a call. */
public record Upload(String name, String mediaType, byte[] bytes) {}
