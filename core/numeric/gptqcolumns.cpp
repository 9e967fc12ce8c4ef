// SPDX-License-Identifier: GPL-3.0-or-later
// The column loop of GPTQ; see numeric/gptq.cpp for the formula it computes.
//
// CPU: rows are independent, so chunks of at most 128 rows run the whole blocked loop each on one thread; the chunks
// depend on the shape only. Inside a chunk everything is kept transposed, [columns, rows]: what finished blocks send to
// the current one is one matrix product, and inside the block 16 rows fill the vector registers while the sum over
// earlier columns runs.
//
// Tensors (GPU): the same loop over all rows at once, four small operations a column and never a wait for their
// results. The gathered sums carry 1 / R_ii already, so that what a column is rounded from is one product.
#include "numeric/gptqcolumns.h"

#include <algorithm>
#include <atomic>
#include <vector>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/addcmul.h>
#include <ATen/ops/addmm.h>
#include <ATen/ops/div.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/linalg_solve_triangular.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/sum.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include "base/parallel.h"
#include "numeric/simd.h"
#include "numeric/weightkernel.h"

namespace quantscope {
namespace {

constexpr int64_t chunkRows = 128;
constexpr int64_t lanes = 16;

// One column of a block for `rows` rows (a multiple of 16), everything [column, rows].
struct ColumnStep
{
    const float* weight; // [rows], before compensation
    const float* gathered; // [rows], Σ over finished blocks of (w_k - q_k) R_ki
    const float* differences; // [column, rows], w_k - q_k of this block so far
    const float* factor; // [column], R_ki of this block
    float diagonal; // R_ii
    const float* scale; // [rows]
    const float* zero; // [rows]
    float low, high;
    int64_t column, rows;
    float* difference; // out [rows]
    float* code; // out [rows], as floats
    float* loss; // [rows], += E²
    float* norm; // [rows], += (w - q)²
};

QUANTSCOPE_CLONES void quantizeColumn(const ColumnStep* s)
{
    const float inverse = 1 / s->diagonal;
    for (int64_t row = 0; row < s->rows; row += 8) {
        Float8 sum[4] = {*reinterpret_cast<const Float8At*>(s->gathered + row)};
        const float* d = s->differences + row;
        int64_t k = 0;
        for (; k + 4 <= s->column; k += 4) {
            for (int u = 0; u < 4; ++u)
                sum[u] += *reinterpret_cast<const Float8At*>(d + (k + u) * s->rows) * s->factor[k + u];
        }
        for (; k < s->column; ++k)
            sum[0] += *reinterpret_cast<const Float8At*>(d + k * s->rows) * s->factor[k];
        const Float8 w = *reinterpret_cast<const Float8At*>(s->weight + row);
        const Float8 scale = *reinterpret_cast<const Float8At*>(s->scale + row);
        const Float8 zero = *reinterpret_cast<const Float8At*>(s->zero + row);
        const Float8 seen = w + ((sum[0] + sum[1]) + (sum[2] + sum[3])) * inverse;
        const Float8 low = s->low - zero, high = s->high - zero;
        Float8 level = seen / scale;
        level = level < low ? low : level;
        level = level > high ? high : level;
        level = (level + 12582912.f) - 12582912.f;
        const Float8 value = scale * level;
        const Float8 error = (seen - value) * s->diagonal;
        const Float8 difference = w - value;
        *reinterpret_cast<Float8At*>(s->difference + row) = difference;
        *reinterpret_cast<Float8At*>(s->code + row) = level + zero;
        *reinterpret_cast<Float8At*>(s->loss + row) += error * error;
        *reinterpret_cast<Float8At*>(s->norm + row) += difference * difference;
    }
}

// One chunk of rows on its way through all columns.
class Chunk
{
public:
    Chunk(GptqColumns& columns, int64_t firstRow, int64_t rowCount)
        : m_columns(columns)
        , m_in(columns.weight.size(1))
        , m_firstRow(firstRow)
        , m_count(rowCount)
        , m_rows((rowCount + lanes - 1) / lanes * lanes)
        , m_weight(at::zeros({m_in, m_rows}, at::kFloat))
        , m_difference(at::zeros({m_in, m_rows}, at::kFloat))
        , m_scale(static_cast<size_t>(columns.scale.size(1) * m_rows), 1.f)
        , m_zero(m_scale.size(), 0.f)
        , m_loss(static_cast<size_t>(m_rows))
        , m_norm(static_cast<size_t>(m_rows))
    {
        m_weight.slice(1, 0, m_count).copy_(columns.weight.slice(0, firstRow, firstRow + m_count).t());
        if (!columns.dynamicGroups)
            loadGrids();
    }

    // Columns [start, end); their codes go to columns.codes.
    void quantizeBlock(int64_t start, int64_t end)
    {
        const int64_t wide = m_columns.dynamicGroups ? lastGroupEnd(start, end) : end;
        at::Tensor gathered = at::zeros({wide - start, m_rows}, at::kFloat);
        if (start > 0) {
            const at::Tensor panel = m_columns.factor.slice(0, 0, start).slice(1, start, wide);
            at::mm_out(gathered, panel.t(), m_difference.slice(0, 0, start));
        }
        if (m_columns.dynamicGroups)
            findGroups(start, end, gathered);
        runColumns(start, end, gathered);
    }

    double loss() const
    {
        return m_total;
    }

private:
    void loadGrids()
    {
        const int64_t groups = m_columns.scale.size(1);
        const float* scale = m_columns.scale.data_ptr<float>() + m_firstRow * groups;
        const float* zero = m_columns.zero.data_ptr<float>() + m_firstRow * groups;
        for (int64_t row = 0; row < m_count; ++row) {
            for (int64_t group = 0; group < groups; ++group) {
                m_scale[group * m_rows + row] = scale[row * groups + group];
                m_zero[group * m_rows + row] = zero[row * groups + group];
            }
        }
    }

    // End of the last group that starts in [start, end), at least end.
    int64_t lastGroupEnd(int64_t start, int64_t end) const
    {
        const int64_t size = m_columns.format.groupSize;
        const int64_t last = (end - 1) / size * size;
        return last < start ? end : std::min(m_in, std::max(end, last + size));
    }

    // Grids of the groups that start in this block, from the weight as finished blocks left it.
    void findGroups(int64_t start, int64_t end, const at::Tensor& gathered)
    {
        const int64_t size = m_columns.format.groupSize, wide = start + gathered.size(0);
        const int64_t firstStart = (start + size - 1) / size * size;
        if (firstStart >= end)
            return;
        at::Tensor seen = m_weight.slice(0, start, wide);
        if (start > 0) {
            const at::Tensor corner = m_columns.factor.slice(0, start, wide).slice(1, start, wide);
            seen = seen + at::linalg_solve_triangular(corner.t(), gathered, false, true);
        }
        const at::Tensor rows = seen.t().contiguous();
        float* scale = m_columns.scale.data_ptr<float>();
        float* zero = m_columns.zero.data_ptr<float>();
        const int64_t groups = m_columns.scale.size(1), width = wide - start;
        for (int64_t column = firstStart; column < end; column += size) {
            const int64_t group = column / size;
            for (int64_t row = 0; row < m_count; ++row) {
                const float* from = rows.data_ptr<float>() + row * width + column - start;
                const RowGrid grid = findRowGrid(from, 1, std::min(size, m_in - column), width, m_columns.format);
                m_scale[group * m_rows + row] = scale[(m_firstRow + row) * groups + group] = grid.scale;
                m_zero[group * m_rows + row] = zero[(m_firstRow + row) * groups + group] = grid.zero;
            }
        }
    }

    void runColumns(int64_t start, int64_t end, const at::Tensor& gathered)
    {
        const CodeRange range = codeRange(m_columns.format.bits, m_columns.format.symmetric);
        const at::Tensor corner = m_columns.factor.slice(0, start, end).slice(1, start, end).t().contiguous();
        const int64_t* group = m_columns.groupOf.data_ptr<int64_t>();
        const float* weight = m_weight.data_ptr<float>();
        float* difference = m_difference.data_ptr<float>();
        std::vector<float> codes(static_cast<size_t>((end - start) * m_rows));
        std::fill(m_loss.begin(), m_loss.end(), 0.f);
        std::fill(m_norm.begin(), m_norm.end(), 0.f);
        for (int64_t i = start; i < end; ++i) {
            const float* factor = corner.data_ptr<float>() + (i - start) * (end - start);
            const ColumnStep step{weight + i * m_rows,
                                  gathered.data_ptr<float>() + (i - start) * m_rows,
                                  difference + start * m_rows,
                                  factor,
                                  factor[i - start],
                                  m_scale.data() + group[i] * m_rows,
                                  m_zero.data() + group[i] * m_rows,
                                  static_cast<float>(range.low),
                                  static_cast<float>(range.high),
                                  i - start,
                                  m_rows,
                                  difference + i * m_rows,
                                  codes.data() + (i - start) * m_rows,
                                  m_loss.data(),
                                  m_norm.data()};
            quantizeColumn(&step);
        }
        for (int64_t row = 0; row < m_count; ++row)
            m_total += static_cast<double>(m_loss[row]) - m_columns.damping * static_cast<double>(m_norm[row]);
        auto* out = m_columns.codes.data_ptr<int16_t>();
        for (int64_t row = 0; row < m_count; ++row) {
            for (int64_t i = start; i < end; ++i)
                out[(m_firstRow + row) * m_in + i] = static_cast<int16_t>(codes[(i - start) * m_rows + row]);
        }
    }

    GptqColumns& m_columns;
    int64_t m_in, m_firstRow, m_count, m_rows;
    at::Tensor m_weight, m_difference; // [in, rows]
    std::vector<float> m_scale, m_zero; // [groups, rows]
    std::vector<float> m_loss, m_norm; // [rows], of the current block
    double m_total = 0;
};

}

void quantizeColumnsOnCpu(GptqColumns& columns, const Progress& progress)
{
    const int64_t out = columns.weight.size(0), in = columns.weight.size(1);
    columns.weight = columns.weight.contiguous();
    columns.scale = columns.scale.contiguous();
    columns.zero = columns.zero.contiguous();
    columns.codes = at::empty({out, in}, at::kShort);
    // An even number of chunks of equal size, in steps of 16 rows.
    const int64_t pieces = std::max<int64_t>(1, (out + 2 * chunkRows - 1) / (2 * chunkRows) * 2);
    const int64_t step = ((out + pieces - 1) / pieces + lanes - 1) / lanes * lanes;
    const int64_t count = (out + step - 1) / step;
    const int64_t blocks = (in + columns.blockSize - 1) / columns.blockSize;
    std::vector<double> losses(static_cast<size_t>(count));
    std::atomic<int64_t> done{0};
    parallelFor(count, columns.threads, [&](int64_t index) {
        Chunk chunk(columns, index * step, std::min(step, out - index * step));
        for (int64_t start = 0; start < in; start += columns.blockSize) {
            chunk.quantizeBlock(start, std::min(in, start + columns.blockSize));
            progress.step(static_cast<double>(++done) / static_cast<double>(count * blocks), "columns");
        }
        losses[index] = chunk.loss();
    });
    columns.loss = 0;
    for (const double loss : losses)
        columns.loss += loss;
    columns.loss = std::max(0.0, columns.loss);
}

namespace {

// Grid of the group at `column` from the weight as finished blocks left it.
void findGroupByTensors(GptqColumns& columns, int64_t column, int64_t start, const at::Tensor& done)
{
    const int64_t in = columns.weight.size(1), size = columns.format.groupSize, end = std::min(in, column + size);
    at::Tensor seen = columns.weight.slice(1, start, end);
    if (start > 0) {
        const at::Tensor gathered = at::matmul(done, columns.factor.slice(0, 0, start).slice(1, start, end));
        const at::Tensor corner = columns.factor.slice(0, start, end).slice(1, start, end);
        seen = seen + at::linalg_solve_triangular(corner, gathered, true, false);
    }
    const WeightGrid grid = findWeightGrid(seen.slice(1, column - start), columns.format);
    columns.scale.slice(1, column / size, column / size + 1).copy_(grid.scale);
    columns.zero.slice(1, column / size, column / size + 1).copy_(grid.zero);
}

// The grid of one group, contiguous, with the bounds of round(w / scale).
struct Grid
{
    int64_t group = -1;
    at::Tensor scale, zero, low, high; // [out]
};

Grid gridOfGroup(const GptqColumns& columns, int64_t group, const CodeRange& range)
{
    Grid grid;
    grid.group = group;
    grid.scale = columns.scale.select(1, group).contiguous();
    grid.zero = columns.zero.select(1, group).contiguous();
    grid.low = range.low - grid.zero;
    grid.high = range.high - grid.zero;
    return grid;
}

}

void quantizeColumnsByTensors(GptqColumns& columns, const Progress& progress)
{
    const int64_t in = columns.weight.size(1);
    const CodeRange range = codeRange(columns.format.bits, columns.format.symmetric);
    const at::Tensor w = columns.weight.t().contiguous(); // [in, out], as all below: a column is one contiguous run
    const at::Tensor relative = (columns.factor / columns.factor.diagonal()).t().contiguous(); // row i: R_ki / R_ii
    const int64_t* group = columns.groupOf.data_ptr<int64_t>();
    at::Tensor difference = at::zeros_like(w), level = at::empty_like(w), seen = at::empty_like(w);
    at::Tensor zeros = at::empty_like(w);
    Grid grid;
    for (int64_t start = 0; start < in; start += columns.blockSize) {
        const int64_t end = std::min(in, start + columns.blockSize);
        at::Tensor block = seen.slice(0, start, end);
        at::addmm_out(block, w.slice(0, start, end), relative.slice(0, start, end).slice(1, 0, start),
                      difference.slice(0, 0, start));
        for (int64_t i = start; i < end; ++i) {
            if (columns.dynamicGroups && i % columns.format.groupSize == 0) {
                findGroupByTensors(columns, i, start, difference.slice(0, 0, start).t());
                grid.group = -1;
            }
            if (grid.group != group[i])
                grid = gridOfGroup(columns, group[i], range);
            at::Tensor one = seen.select(0, i), code = level.select(0, i), left = difference.select(0, i);
            if (i > start)
                one.addmv_(difference.slice(0, start, i).t(), relative.select(0, i).slice(0, start, i));
            at::div_out(code, one, grid.scale).round_().clamp_(grid.low, grid.high);
            at::addcmul_out(left, w.select(0, i), code, grid.scale, -1);
            if (!columns.format.symmetric)
                zeros.select(0, i).copy_(grid.zero);
        }
        progress.step(static_cast<double>(end) / static_cast<double>(in), "columns");
    }
    columns.codes = (columns.format.symmetric ? level : level.add_(zeros)).t().contiguous().to(at::kShort);
    const at::Tensor error = (seen - (w - difference)) * columns.factor.diagonal().unsqueeze(1);
    const at::Tensor sums =
        at::stack({at::sum(error.square(), at::kDouble), at::sum(difference.square(), at::kDouble)}).cpu();
    const double* sum = sums.data_ptr<double>();
    columns.loss = std::max(0.0, sum[0] - columns.damping * sum[1]);
}

}
