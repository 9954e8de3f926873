package netwright.bench.peers;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.mkl.global.mkl_rt;
import org.bytedeco.openblas.global.openblas_nolapack;

/// A native library's product of row-major matrices, on one thread.
enum Blas {
  OPENBLAS {
    @Override
    void oneThread() {
      openblas_nolapack.blas_set_num_threads(1);
    }

    @Override
    void multiply(Product p, FloatPointer a, FloatPointer b, FloatPointer c) {
      openblas_nolapack.cblas_sgemm(
          openblas_nolapack.CblasRowMajor,
          p.leftTransposed() ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
          p.rightTransposed() ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
          p.m(),
          p.n(),
          p.k(),
          1,
          a,
          p.leftRow(),
          b,
          p.rightRow(),
          0,
          c,
          p.n());
    }
  },
  MKL {
    @Override
    void oneThread() {
      mkl_rt.MKL_Set_Num_Threads(1);
    }

    @Override
    void multiply(Product p, FloatPointer a, FloatPointer b, FloatPointer c) {
      mkl_rt.cblas_sgemm(
          mkl_rt.CblasRowMajor,
          p.leftTransposed() ? mkl_rt.CblasTrans : mkl_rt.CblasNoTrans,
          p.rightTransposed() ? mkl_rt.CblasTrans : mkl_rt.CblasNoTrans,
          p.m(),
          p.n(),
          p.k(),
          1,
          a,
          p.leftRow(),
          b,
          p.rightRow(),
          0,
          c,
          p.n());
    }
  },
  ONEDNN {
    @Override
    void oneThread() {
      dnnl.dnnl_version(); // its threads are OpenMP's: OMP_NUM_THREADS
    }

    @Override
    void multiply(Product p, FloatPointer a, FloatPointer b, FloatPointer c) {
      dnnl.dnnl_sgemm(
          (byte) (p.leftTransposed() ? 'T' : 'N'),
          (byte) (p.rightTransposed() ? 'T' : 'N'),
          p.m(),
          p.n(),
          p.k(),
          1,
          a,
          p.leftRow(),
          b,
          p.rightRow(),
          0,
          c,
          p.n());
    }
  };

  /// C [m, n] = A · B, where A lies as [k, m] if `leftTransposed` and B as [n, k] if `rightTransposed`.
  record Product(int m, int n, int k, boolean leftTransposed, boolean rightTransposed) {

    int leftRow() {
      return leftTransposed ? m : k;
    }

    int rightRow() {
      return rightTransposed ? k : n;
    }
  }

  abstract void oneThread();

  abstract void multiply(Product p, FloatPointer a, FloatPointer b, FloatPointer c);
}
