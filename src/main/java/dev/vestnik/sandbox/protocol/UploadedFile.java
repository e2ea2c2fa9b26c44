package dev.vestnik.sandbox.protocol;

/** A file in a multipart call. */
public record UploadedFile(String name, String mediaType, byte[] bytes) {}
