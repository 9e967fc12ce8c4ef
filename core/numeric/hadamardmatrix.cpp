// SPDX-License-Identifier: GPL-3.0-or-later
// Hadamard matrices without stored tables.
//
// Sylvester: S_1 = [1], S_2m = [S S; S -S].
// Paley I (order q + 1, q ≡ 3 mod 4): H = I + [0 1ᵀ; -1 Q], Q(i, j) = χ(i - j) the Jacobsthal matrix of GF(q).
// Paley II (order 2(q + 1), q ≡ 1 mod 4): C = [0 1ᵀ; 1 Q] is symmetric, H = C ⊗ [1 1; 1 -1] + I ⊗ [1 -1; -1 -1].
// Goethals–Seidel, searched for (numeric/goethalsseidel.cpp), where Paley does not reach: 92, 156, 172.
// Kronecker: A ⊗ B for any two of them.
// R. E. A. C. Paley, "On orthogonal matrices", J. Math. Phys. 12 (1933); q may be any odd prime power. χ is +1 for
// non-zero squares, -1 for other non-zero elements, 0 for 0.
//
// GF(p^k): an element is the number whose base-p digits are the coefficients of a polynomial. We only need
// differences and the set of squares, so the field is built by squaring every polynomial modulo the first monic
// irreducible one, found by trial division.
//
// The published MQuant code stores eleven matrices and refuses 4864 = 76 · 64 (the MLP of InternVL2-1B) and more.
#include "numeric/hadamardmatrix.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <vector>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/kron.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <fmt/core.h>

#include "base/error.h"
#include "numeric/goethalsseidel.h"
#include "numeric/hadamard.h"

namespace quantscope {
namespace {

struct PrimePower
{
    int64_t prime = 0;
    int exponent = 0;
};

std::optional<PrimePower> asPrimePower(int64_t q)
{
    if (q < 2)
        return std::nullopt;
    int64_t prime = q;
    for (int64_t d = 2; d * d <= q; ++d) {
        if (q % d == 0) {
            prime = d;
            break;
        }
    }
    int exponent = 0;
    for (; q % prime == 0; q /= prime)
        ++exponent;
    return q == 1 ? std::optional(PrimePower{prime, exponent}) : std::nullopt;
}

bool isPaleyOne(int64_t n)
{
    return n % 4 == 0 && asPrimePower(n - 1);
}

bool isPaleyTwo(int64_t n)
{
    return n % 4 == 0 && (n / 2 - 1) % 4 == 1 && asPrimePower(n / 2 - 1);
}

using Polynomial = std::vector<int64_t>; // coefficients, lowest first

Polynomial digits(int64_t value, int64_t prime, int count)
{
    Polynomial result(static_cast<size_t>(count));
    for (auto& digit : result) {
        digit = value % prime;
        value /= prime;
    }
    return result;
}

// a modulo a monic polynomial, in place; the result keeps the degree of `monic` many coefficients.
void reduce(Polynomial& a, const Polynomial& monic, int64_t prime)
{
    const size_t degree = monic.size() - 1;
    for (size_t top = a.size(); top-- > degree;) {
        const int64_t factor = a[top];
        for (size_t i = 0; i <= degree; ++i)
            a[top - degree + i] = ((a[top - degree + i] - factor * monic[i]) % prime + prime) % prime;
    }
    a.resize(degree);
}

Polynomial monicOf(int64_t number, int64_t prime, int degree)
{
    Polynomial result = digits(number, prime, degree);
    result.push_back(1);
    return result;
}

int64_t power(int64_t base, int exponent)
{
    int64_t result = 1;
    while (exponent-- > 0)
        result *= base;
    return result;
}

bool isIrreducible(const Polynomial& candidate, int64_t prime)
{
    const int degree = static_cast<int>(candidate.size()) - 1;
    for (int d = 1; 2 * d <= degree; ++d) {
        for (int64_t number = 0; number < power(prime, d); ++number) {
            Polynomial rest = candidate;
            reduce(rest, monicOf(number, prime, d), prime);
            if (std::all_of(rest.begin(), rest.end(), [](int64_t c) { return c == 0; }))
                return false;
        }
    }
    return true;
}

// χ of every element of GF(q), as -1, 0, 1.
std::vector<int> quadraticCharacter(int64_t q, const PrimePower& field)
{
    Polynomial modulus;
    for (int64_t number = 0; modulus.empty() && number < q; ++number) {
        const Polynomial candidate = monicOf(number, field.prime, field.exponent);
        if (isIrreducible(candidate, field.prime))
            modulus = candidate;
    }
    std::vector<int> character(static_cast<size_t>(q), -1);
    for (int64_t element = 0; element < q; ++element) {
        const Polynomial a = digits(element, field.prime, field.exponent);
        Polynomial square(2 * a.size() - 1);
        for (size_t i = 0; i < a.size(); ++i) {
            for (size_t j = 0; j < a.size(); ++j)
                square[i + j] = (square[i + j] + a[i] * a[j]) % field.prime;
        }
        reduce(square, modulus, field.prime);
        int64_t number = 0;
        for (size_t i = square.size(); i-- > 0;)
            number = number * field.prime + square[i];
        character[static_cast<size_t>(number)] = 1;
    }
    character[0] = 0;
    return character;
}

int64_t subtract(int64_t a, int64_t b, int64_t prime)
{
    int64_t result = 0;
    for (int64_t place = 1; a > 0 || b > 0; place *= prime, a /= prime, b /= prime)
        result += (a % prime - b % prime + prime) % prime * place;
    return result;
}

// [q + 1, q + 1]: 0 on the diagonal, first row 1, first column `corner`, the Jacobsthal matrix inside.
at::Tensor conferenceMatrix(int64_t q, float corner)
{
    const PrimePower field = *asPrimePower(q);
    const std::vector<int> character = quadraticCharacter(q, field);
    at::Tensor result = at::zeros({q + 1, q + 1}, at::kFloat);
    auto values = result.accessor<float, 2>();
    for (int64_t i = 0; i < q; ++i) {
        values[0][i + 1] = 1;
        values[i + 1][0] = corner;
        for (int64_t j = 0; j < q; ++j)
            values[i + 1][j + 1] = static_cast<float>(character[subtract(i, j, field.prime)]);
    }
    return result;
}

at::Tensor paleyTwo(int64_t n)
{
    const at::Tensor c = conferenceMatrix(n / 2 - 1, 1);
    const at::Tensor off = at::tensor({1.f, 1.f, 1.f, -1.f}).view({2, 2});
    const at::Tensor diagonal = at::tensor({1.f, -1.f, -1.f, -1.f}).view({2, 2});
    return at::kron(c, off) + at::kron(at::eye(n / 2, at::kFloat), diagonal);
}

// The smaller factor of a Kronecker product that reaches n, 0 without one. `known` remembers answers.
using Known = std::unordered_map<int64_t, bool>;
bool exists(int64_t n, Known& known);

int64_t kroneckerFactor(int64_t n, Known& known)
{
    for (int64_t a = 2; a * a <= n; ++a) {
        if (n % a == 0 && exists(a, known) && exists(n / a, known))
            return a;
    }
    return 0;
}

bool exists(int64_t n, Known& known)
{
    if (isPowerOfTwo(n))
        return true;
    if (n < 4 || n % 4 != 0)
        return false;
    if (const auto found = known.find(n); found != known.end())
        return found->second;
    const bool result = isPaleyOne(n) || isPaleyTwo(n) || kroneckerFactor(n, known) > 0 || goethalsSeidelMatrix(n);
    known[n] = result;
    return result;
}

}

at::Tensor sylvesterMatrix(int64_t m)
{
    at::Tensor result = at::ones({1, 1}, at::kFloat);
    for (int64_t order = 1; order < m; order *= 2)
        result = at::cat({at::cat({result, result}, 1), at::cat({result, -result}, 1)}, 0);
    return result;
}

bool hadamardOrderExists(int64_t n)
{
    Known known;
    return exists(n, known);
}

at::Tensor hadamardMatrix(int64_t n)
{
    Known known;
    if (!exists(n, known))
        throw Error(fmt::format("Hadamard matrix: order {} is out of reach", n));
    if (isPowerOfTwo(n))
        return sylvesterMatrix(n);
    if (isPaleyOne(n))
        return conferenceMatrix(n - 1, -1) + at::eye(n, at::kFloat);
    if (isPaleyTwo(n))
        return paleyTwo(n);
    const int64_t factor = kroneckerFactor(n, known);
    if (factor == 0)
        return *goethalsSeidelMatrix(n);
    return at::kron(hadamardMatrix(factor), hadamardMatrix(n / factor));
}

}
