package io.github.servletexporter.it.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** Writes a number of bytes without blocking until the client disconnects. */
final class BlockWriter implements WriteListener {
  private static final byte[] BLOCK = new byte[8192];

  private final AsyncContext async;
  private long remainingBytes;

  BlockWriter(AsyncContext async, long bytes) {
    this.async = async;
    this.remainingBytes = bytes;
  }

  @Override
  public void onWritePossible() throws IOException {
    ServletOutputStream out = async.getResponse().getOutputStream();
    while (out.isReady()) {
      if (remainingBytes == 0) {
        async.complete();
        return;
      }
      int count = (int) Math.min(BLOCK.length, remainingBytes);
      out.write(BLOCK, 0, count);
      remainingBytes -= count;
    }
  }

  @Override
  public void onError(Throwable error) {
    async.complete();
  }
}
