package io.github.servletexporter.sharing.codec;

import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Outer format of an entry: kind, length and checksum around its sections.
 *
 * <pre>
 * 4 bytes  magic "SxSn"
 * 1 byte   major version; entries of another one cannot be read
 * 1 byte   minor version; a newer one adds sections, or data at the end of blocks; both are skipped
 * 1 byte   kind
 * 1 byte   zero
 * 4 bytes  length of the sections
 * 4 bytes  CRC-32C of everything before and after it
 * sections, each of them: number of the section, length, content
 * </pre>
 */
public final class Frame {

  public static final int INSTANCE = 1;
  static final int TOTALS = 2;

  /** Metrics alone, which are passed on within a JVM and never stored. */
  static final int METRICS = 3;

  static final int MAJOR = 1;
  static final int MINOR = 0;

  private static final int MAGIC = 0x5378536E;
  private static final int HEADER_BYTES = 16;
  private static final int CHECKED_BYTES = 12;
  private static final int MAX_SECTION_NUMBER = 1 << 20;
  private static final int MAX_SECTIONS = 64;

  private Frame() {}

  public static byte[] write(int kind, Map<Integer, WireWriter> sections) {
    WireWriter body = new WireWriter();
    sections.forEach(
        (number, content) -> {
          body.number(number);
          body.block(content);
        });
    WireWriter frame = new WireWriter();
    frame.fixed32(MAGIC);
    frame.octet(MAJOR);
    frame.octet(MINOR);
    frame.octet(kind);
    frame.octet(0);
    frame.fixed32(body.size());
    CRC32C checksum = new CRC32C();
    checksum.update(frame.toByteArray());
    checksum.update(body.toByteArray());
    frame.fixed32((int) checksum.getValue());
    frame.append(body);
    return frame.toByteArray();
  }

  /** Returns the sections by number. */
  public static Map<Integer, WireReader> read(byte[] entry, int kind, int maxBytes)
      throws CodecException {
    if (entry.length > maxBytes) {
      throw new CodecException(Damage.TOO_LARGE, "more than " + maxBytes + " bytes");
    }
    WireReader header = new WireReader(entry, 0, Math.min(entry.length, HEADER_BYTES));
    checkMagic(header);
    checkVersion(header);
    int actualKind = header.octet();
    header.octet();
    checkLength(header.fixed32(), entry.length - HEADER_BYTES);
    checkSum(entry, header.fixed32());
    if (actualKind != kind) {
      throw new CodecException(Damage.FOREIGN, "kind " + actualKind);
    }
    return sections(new WireReader(entry, HEADER_BYTES, entry.length));
  }

  private static void checkMagic(WireReader header) throws CodecException {
    if (header.left() >= Integer.BYTES && header.fixed32() != MAGIC) {
      throw new CodecException(Damage.FOREIGN, "not an entry of servlet-exporter");
    }
    if (header.left() < HEADER_BYTES - Integer.BYTES) {
      throw new CodecException(Damage.TRUNCATED, "incomplete header");
    }
  }

  private static void checkVersion(WireReader header) throws CodecException {
    int major = header.octet();
    if (major > MAJOR) {
      throw new CodecException(Damage.FUTURE, "version " + major);
    }
    if (major < MAJOR) {
      throw WireReader.corrupt("version " + major);
    }
    header.octet();
  }

  private static void checkLength(int written, int there) throws CodecException {
    if (written < 0 || written < there) {
      throw WireReader.corrupt("expected " + written + " bytes, but there are " + there);
    }
    if (written > there) {
      throw new CodecException(
          Damage.TRUNCATED, "expected " + written + " bytes, but there are " + there);
    }
  }

  private static void checkSum(byte[] entry, int written) throws CodecException {
    CRC32C checksum = new CRC32C();
    checksum.update(entry, 0, CHECKED_BYTES);
    checksum.update(entry, HEADER_BYTES, entry.length - HEADER_BYTES);
    if ((int) checksum.getValue() != written) {
      throw WireReader.corrupt("wrong checksum");
    }
  }

  private static Map<Integer, WireReader> sections(WireReader body) throws CodecException {
    Map<Integer, WireReader> sections = new TreeMap<>();
    while (body.left() > 0) {
      int number = body.bounded(MAX_SECTION_NUMBER);
      if (sections.put(number, body.block()) != null) {
        throw WireReader.corrupt("section " + number + " occurs twice");
      }
      if (sections.size() > MAX_SECTIONS) {
        throw WireReader.corrupt("too many sections");
      }
    }
    return sections;
  }
}
