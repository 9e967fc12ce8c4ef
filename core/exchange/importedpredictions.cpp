// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/importedpredictions.h"

#include "base/error.h"
#include "base/unicode.h"
#include "exchange/predictionreaders.h"
#include "files/mappedfile.h"

namespace quantscope {
namespace {

constexpr uint64_t mostPredictionBytes = uint64_t(256) << 20;

char firstLetter(std::string_view content)
{
    if (content.starts_with("\xef\xbb\xbf"))
        content.remove_prefix(3);
    const auto at = content.find_first_not_of(" \t\r\n");
    return at == std::string_view::npos ? '\0' : content[at];
}

bool isArchive(std::string_view content)
{
    return content.starts_with("PK\x03\x04") || content.starts_with("PK\x05\x06");
}

bool isJsonText(std::string_view content)
{
    return firstLetter(content) == '[' || firstLetter(content) == '{';
}

bool isAnyText(std::string_view)
{
    return true;
}

// The first one that recognizes a content reads it.
constexpr PredictionFormat formats[] = {
    {"xlsx", isArchive, readSheetPredictions},
    {"lmms-eval", areLmmsLines, readLmmsPredictions},
    {"quantscope", areOwnLines, readJsonLinePredictions},
    {"jsonl", areJsonLines, readJsonLinePredictions},
    {"json", isJsonText, readJsonPredictions},
    {"tsv", isAnyText, readTsvPredictions},
};

}

std::vector<std::string_view> predictionFormats()
{
    std::vector<std::string_view> ids;
    for (const auto& format : formats)
        ids.push_back(format.id);
    return ids;
}

ImportedPredictions readPredictions(const std::filesystem::path& file)
{
    const auto mapped = MappedFile::open(file, mostPredictionBytes);
    const auto content = mapped.text();
    if (content.starts_with("\xd0\xcf\x11\xe0"))
        throw Error(file.string() + ": is an old or an encrypted workbook; save it as .xlsx without a password");
    ImportedPredictions predictions;
    predictions.file = file;
    for (const auto& format : formats)
        if (format.recognizes(content)) {
            predictions.format = format.id;
            format.read(file, content, predictions);
            break;
        }
    if (predictions.rows.empty())
        throw Error(file.string() + ": has no predictions");
    return predictions;
}

}
