package io.github.servletexporter.it.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Reads a request body as it arrives and then writes it back as fast as the client reads. */
final class EchoListener implements ReadListener, WriteListener {
  private static final int BUFFER_BYTES = 4096;

  private final AsyncContext async;
  private final EchoFault fault;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private boolean written;

  EchoListener(AsyncContext async, EchoFault fault) {
    this.async = async;
    this.fault = fault;
  }

  @Override
  public void onDataAvailable() throws IOException {
    if (fault == EchoFault.READ) {
      throw new IllegalStateException("on purpose, in onDataAvailable");
    }
    ServletInputStream in = async.getRequest().getInputStream();
    byte[] buffer = new byte[BUFFER_BYTES];
    while (in.isReady() && !in.isFinished()) {
      int count = in.read(buffer);
      if (count > 0) {
        body.write(buffer, 0, count);
      }
    }
  }

  @Override
  public void onAllDataRead() throws IOException {
    if (fault == EchoFault.END) {
      throw new IllegalStateException("on purpose, in onAllDataRead");
    }
    async.getResponse().getOutputStream().setWriteListener(this);
  }

  @Override
  public void onWritePossible() throws IOException {
    if (fault == EchoFault.WRITE) {
      throw new IllegalStateException("on purpose, in onWritePossible");
    }
    ServletOutputStream out = async.getResponse().getOutputStream();
    while (out.isReady()) {
      if (written) {
        async.complete();
        return;
      }
      out.write(body.toByteArray());
      written = true;
    }
  }

  @Override
  public void onError(Throwable error) {
    async.complete();
  }
}
