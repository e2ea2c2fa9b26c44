package dev.vestnik.flow;

import dev.vestnik.directory.CurrentDirectory;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Loads the directory that another instance has put in force. */
public final class ReloadDirectory implements Processor {
    private final CurrentDirectory directories;

    public ReloadDirectory(CurrentDirectory directories) {
        this.directories = directories;
    }

    @Override
    public void process(Exchange exchange) {
        directories.reload();
    }
}
