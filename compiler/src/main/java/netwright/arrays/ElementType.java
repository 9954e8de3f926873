package netwright.arrays;

import java.nio.ByteBuffer;

/// What an element of an array is.
public enum ElementType {
  /// 0 or 1.
  BOOL(1) {
    @Override
    public double wide(ByteBuffer bytes, int index) {
      return bytes.get(index) == 0 ? 0 : 1;
    }
  },
  I1(1) {
    @Override
    public double wide(ByteBuffer bytes, int index) {
      return bytes.get(index);
    }
  },
  U1(1) {
    @Override
    public double wide(ByteBuffer bytes, int index) {
      return bytes.get(index) & 0xFF;
    }
  },
  I2(2) {
    @Override
    public double wide(ByteBuffer bytes, int index) {
      return bytes.getShort(2 * index);
    }
  },
  U2(2) {
    @Override
    public double wide(ByteBuffer bytes, int index) {
      return bytes.getShort(2 * index) & 0xFFFF;
    }
  },
  I4(4) {
    @Override
    public double wide(ByteBuffer bytes, int index) {
      return bytes.getInt(4 * index);
    }
  },
  U4(4) {
    @Override
    public double wide(ByteBuffer bytes, int index) {
      return Integer.toUnsignedLong(bytes.getInt(4 * index));
    }
  },
  I8(8) {
    @Override
    public double wide(ByteBuffer bytes, int index) {
      return bytes.getLong(8 * index);
    }

    @Override
    public float narrow(ByteBuffer bytes, int index) {
      return bytes.getLong(8 * index);
    }
  },
  F2(2) {
    @Override
    public double wide(ByteBuffer bytes, int index) {
      return Float.float16ToFloat(bytes.getShort(2 * index));
    }
  },
  F4(4) {
    @Override
    public double wide(ByteBuffer bytes, int index) {
      return bytes.getFloat(4 * index);
    }

    @Override
    public float narrow(ByteBuffer bytes, int index) {
      return bytes.getFloat(4 * index);
    }
  },
  F8(8) {
    @Override
    public double wide(ByteBuffer bytes, int index) {
      return bytes.getDouble(8 * index);
    }
  };

  private final int size;

  ElementType(int size) {
    this.size = size;
  }

  /// Bytes of an element.
  public int size() {
    return size;
  }

  /// Element number `index` of `bytes` as f64.
  public abstract double wide(ByteBuffer bytes, int index);

  /// The same as f32, rounded once; too large a number becomes infinite.
  public float narrow(ByteBuffer bytes, int index) {
    return (float) wide(bytes, index);
  }
}
