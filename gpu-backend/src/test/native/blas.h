// The loops behind the stand-ins for cuBLAS and cuSOLVER: column-major, one after the other, in the order
// of the definitions. Nothing is skipped because it is zero: 0 · NaN is NaN.
#pragma once

#include <cstddef>
#include <cstdint>

namespace simulated {

// A matrix, or its transpose, in memory that somebody else owns.
struct View {
  double* data;
  int64_t step;     // from a row to the next
  int64_t leading;  // from a column to the next

  static View of(double* data, int64_t leading) { return {data, 1, leading}; }

  double& operator()(int64_t i, int64_t j) const { return data[i * step + j * leading]; }
  View transposed() const { return {data, leading, step}; }
};

// C ← α A B + β C with A (m, k), B (k, n); only entries that `wanted(i, j)` names. β = 0 does not read C,
// and α = 0 reads neither A nor B.
template <class Wanted>
void multiply(int64_t m, int64_t n, int64_t k, double alpha, View a, View b, double beta, View c,
              Wanted wanted) {
  for (int64_t j = 0; j < n; j++) {
    for (int64_t i = 0; i < m; i++) {
      if (wanted(i, j)) {
        c(i, j) = beta == 0 ? 0.0 : beta * c(i, j);
      }
    }
    for (int64_t l = 0; alpha != 0 && l < k; l++) {
      double factor = alpha * b(l, j);
      for (int64_t i = 0; i < m; i++) {
        if (wanted(i, j)) {
          c(i, j) += factor * a(i, l);
        }
      }
    }
  }
}

// X ← T⁻¹ X for triangular T (n, n) and X (n, columns). A zero on the diagonal divides.
inline void solve(int64_t n, int64_t columns, View t, bool lower, bool unit, View x) {
  for (int64_t j = 0; j < columns; j++) {
    for (int64_t s = 0; s < n; s++) {
      int64_t k = lower ? s : n - 1 - s;
      if (!unit) {
        x(k, j) /= t(k, k);
      }
      for (int64_t i = lower ? k + 1 : 0; i < (lower ? n : k); i++) {
        x(i, j) -= x(k, j) * t(i, k);
      }
    }
  }
}

}  // namespace simulated
