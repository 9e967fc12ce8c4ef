// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures without fonts: letters are 2 to 4 strokes between the points of a 3 by 4 grid, words are 2 to 8 letters,
// lines fill the page. A page of columns x rows tiles has 0.72 to 0.93 tile sizes for each; that is where InternVL2's
// rule takes exactly this grid: below 0.7071 it prefers a smaller grid of the same ratio, above 0.94 four by four to
// three by three.

#include "synth/synthimages.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/parallel.h"
#include "files/atomicfile.h"
#include "files/base64.h"
#include "synth/synthrandom.h"

namespace quantscope {
namespace {

constexpr int smallestShare = 72, largestShare = 93; // percent of the tile size

// Columns and rows, in turn; their number and the categories' have no common factor.
constexpr std::array<std::pair<int, int>, 17> grids = {{{1, 1},
                                                        {2, 1},
                                                        {3, 2},
                                                        {1, 1},
                                                        {3, 1},
                                                        {2, 2},
                                                        {1, 2},
                                                        {4, 1},
                                                        {4, 2},
                                                        {5, 1},
                                                        {1, 3},
                                                        {2, 3},
                                                        {11, 1},
                                                        {7, 1},
                                                        {3, 3},
                                                        {5, 2},
                                                        {4, 3}}};

struct Kind
{
    std::string_view category, question;
    int share; // of 20 rows
};

constexpr std::array<Kind, 10> kinds = {{
    {"Regular Text Recognition", "what is written in the image?", 1},
    {"Irregular Text Recognition", "what is written in the image?", 1},
    {"Artistic Text Recognition", "what is written in the image?", 1},
    {"Handwriting Recognition", "what is written in the image?", 1},
    {"Digit String Recognition", "what is the number in the image?", 1},
    {"Non-Semantic Text Recognition", "what is written in the image?", 1},
    {"Scene Text-centric VQA", "what number is on the sign?", 4},
    {"Doc-oriented VQA", "what is the page number?", 4},
    {"Key Information Extraction", "what is the total amount?", 4},
    {"Handwritten Mathematical Expression Recognition", "please write out the formula in the image", 2},
}};

const Kind& kindOf(int64_t index)
{
    auto place = static_cast<int>(index % 20);
    for (const auto& kind : kinds) {
        if (place < kind.share)
            return kind;
        place -= kind.share;
    }
    return kinds.back();
}

using Color = std::array<int, 3>;

struct Page
{
    Image image;
    Color ink;

    void dot(int left, int top, int size)
    {
        for (int y = std::max(0, top); y < std::min(image.height, top + size); ++y)
            for (int x = std::max(0, left); x < std::min(image.width, left + size); ++x) {
                const auto pixel = static_cast<size_t>(y) * static_cast<size_t>(image.width) + static_cast<size_t>(x);
                for (size_t c = 0; c < 3; ++c)
                    image.rgb[3 * pixel + c] = static_cast<uint8_t>(ink[c]);
            }
    }

    void stroke(int fromX, int fromY, int toX, int toY, int thickness)
    {
        const int steps = std::max({std::abs(toX - fromX), std::abs(toY - fromY), 1});
        for (int i = 0; i <= steps; ++i)
            dot(fromX + (toX - fromX) * i / steps, fromY + (toY - fromY) * i / steps, thickness);
    }
};

// A plain ground, lighter or darker towards the bottom.
Page emptyPage(int width, int height, RandomStream& random)
{
    Page page;
    page.image = {width, height, std::vector<uint8_t>(static_cast<size_t>(width) * static_cast<size_t>(height) * 3)};
    const bool isDark = random.number(6) == 0;
    Color ground;
    for (size_t c = 0; c < 3; ++c) {
        ground[c] = static_cast<int>(isDark ? 20 + random.number(60) : 190 + random.number(50));
        page.ink[c] = static_cast<int>(isDark ? 180 + random.number(70) : random.number(90));
    }
    const auto slope = static_cast<int>(random.number(31)) - 15;
    auto* pixel = page.image.rgb.data();
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (const int level : ground)
                *pixel++ = static_cast<uint8_t>(std::clamp(level + slope * y / height, 0, 255));
    return page;
}

void drawLetter(Page& page, int left, int top, int width, int height, RandomStream& random)
{
    const int thickness = std::max(1, height / 9);
    const auto strokes = 2 + random.number(3);
    int x = static_cast<int>(random.number(3)), y = static_cast<int>(random.number(4));
    for (int64_t i = 0; i < strokes; ++i) {
        const int toX = static_cast<int>(random.number(3)), toY = static_cast<int>(random.number(4));
        page.stroke(left + x * width / 2, top + y * height / 3, left + toX * width / 2, top + toY * height / 3,
                    thickness);
        x = toX;
        y = toY;
    }
}

std::string row(const SynthQuestions& q, int64_t index)
{
    const auto& kind = kindOf(index);
    const auto digit = RandomStream(randomKey(q.seed, fmt::format("answer {}", index))).number(10);
    const auto picture = encodeBase64(encodePng(synthPicture(q.seed, index, q.tileSize)));
    return fmt::format("{}\t{}\t{}\t['{}']\t{}\n", index, picture, kind.question, digit, kind.category);
}

}

Image synthPicture(uint64_t seed, int64_t index, int tileSize)
{
    RandomStream random(randomKey(seed, fmt::format("picture {}", index)));
    const auto [columns, rows] = grids[static_cast<size_t>(index) % grids.size()];
    const auto smallest = tileSize * smallestShare / 100 + 1;
    const auto side = smallest + static_cast<int>(random.number(std::max(1, tileSize * largestShare / 100 - smallest)));
    auto page = emptyPage(columns * side, rows * side, random);
    const int letter = std::max(4, side / static_cast<int>(8 + random.number(10)));
    const int advance = letter * 4 / 5;
    for (int top = letter / 2; top + letter < page.image.height; top += letter * 8 / 5) {
        int left = letter / 2;
        while (left + advance < page.image.width) {
            const auto letters = 2 + random.number(7);
            for (int64_t i = 0; i < letters && left + advance < page.image.width; ++i, left += advance)
                drawLetter(page, left, top, letter / 2, letter * 4 / 5, random);
            left += advance;
            if (random.number(12) == 0)
                break;
        }
    }
    return std::move(page.image);
}

void writeSynthQuestions(const std::filesystem::path& tsv, const SynthQuestions& q, const Progress& progress)
{
    constexpr int64_t portion = 16; // rows that are held in memory
    AtomicFile out(tsv);
    const std::string header = "index\timage\tquestion\tanswer\tcategory\n";
    out.write(header.data(), header.size());
    for (int64_t done = 0; done < q.count; done += portion) {
        progress.step(static_cast<double>(done) / static_cast<double>(q.count), "draw " + tsv.filename().string());
        std::vector<std::string> lines(static_cast<size_t>(std::min(portion, q.count - done)));
        parallelFor(static_cast<int64_t>(lines.size()), q.threads, [&](int64_t i) {
            progress.check();
            lines[static_cast<size_t>(i)] = row(q, q.first + done + i);
        });
        for (const auto& line : lines)
            out.write(line.data(), line.size());
    }
    out.commit();
}

uint64_t synthQuestionBytes(int tileSize)
{
    // A tile of 448 x 448 pixels takes about 6 KB, a page has 5.5 tiles on average.
    const auto pixels = static_cast<uint64_t>(tileSize) * static_cast<uint64_t>(tileSize);
    return 1024 + pixels;
}

}
