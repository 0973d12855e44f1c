package org.powdermill.trainer.events;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Records one after another, as TensorFlow's TFRecord files hold them, little-endian: length
 * (uint64), masked CRC32C of the length (uint32), the bytes, masked CRC32C of the bytes (uint32).
 *
 * <p>Source: TensorFlow's tutorial "TFRecord and tf.train.Example", section "TFRecords format
 * details".
 */
final class RecordOutput implements AutoCloseable {

  private static final int MASK_DELTA = 0xa282ead8;

  private final OutputStream output;

  RecordOutput(OutputStream output) {
    this.output = output;
  }

  void write(byte[] data) throws IOException {
    byte[] length = littleEndian(Long.BYTES).putLong(data.length).array();
    output.write(length);
    output.write(maskedChecksum(length));
    output.write(data);
    output.write(maskedChecksum(data));
  }

  /** Masked, since a CRC computed over bytes that contain CRCs is weak. */
  private static byte[] maskedChecksum(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
    return littleEndian(Integer.BYTES).putInt(masked).array();
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  void flush() throws IOException {
    output.flush();
  }

  @Override
  public void close() throws IOException {
    output.close();
  }
}
