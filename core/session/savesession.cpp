// SPDX-License-Identifier: GPL-3.0-or-later
// A session is written as an archive with copies of its runs, which then becomes a session. Questions come from the
// benchmark where that is at hand, with all their columns, else from what the runs were asked.
#include "session/savesession.h"

#include <algorithm>
#include <limits>
#include <set>
#include <unistd.h>

#include <fmt/core.h>

#include "archive/recordfolders.h"
#include "archive/sessionschema.h"
#include "base/text.h"
#include "record/recordjson.h"
#include "session/layerviewjson.h"
#include "session/sessionjson.h"
#include "session/thumbnail.h"

namespace quantscope {
namespace {

constexpr size_t sampledImages = 12;
constexpr double megabyte = 1e6;
constexpr size_t mostQuestions = 1 << 20;

// The runs of one model and benchmark, with the questions that views show.
struct PlaceParts
{
    SessionPlace place;
    std::vector<const SessionRun*> runs;
    std::shared_ptr<const Dataset> data; // null: not at hand
    std::vector<Question> questions;
    std::vector<bool> answered; // beside the questions
};

bool belongs(const PlaceParts& parts, const RunRecord& record)
{
    const auto hash = joinedHash(record.modelFiles);
    return parts.place.dataHash == record.dataFile.sha256 && parts.place.data == record.data &&
        (hash.empty() || hash == parts.place.modelHash);
}

SessionPlace placeOf(const RunRecord& record, const SessionContents& contents)
{
    SessionPlace place;
    place.model = record.model;
    place.modelHash = joinedHash(record.modelFiles);
    place.data = record.data;
    place.dataHash = record.dataFile.sha256;
    place.benchmark = record.protocol.benchmark;
    place.metric = record.spec.sources.metric;
    place.elements = record.size.floatBytes / 2; // of 16 bits each
    if (const auto it = contents.configs.find(place.modelHash); it != contents.configs.end())
        place.modelConfig = it->second;
    return place;
}

void takeQuestions(PlaceParts& parts)
{
    if (parts.data) {
        parts.place.benchmark = parts.data->benchmark->id;
        parts.questions = parts.data->questions;
    }
    for (const auto* run : parts.runs)
        for (size_t i = 0; i < run->record.predictions.size(); ++i) {
            const auto& prediction = run->record.predictions[i];
            const auto& asked = run->record.asked.at(i);
            if (prediction.row >= parts.questions.size() && !parts.data && prediction.row < mostQuestions)
                parts.questions.resize(prediction.row + 1);
            if (prediction.row >= parts.questions.size())
                continue;
            auto& question = parts.questions[prediction.row];
            if (!parts.data)
                question = {prediction.index, asked.category, asked.question, asked.answers, {}, {}, 0};
            parts.answered.resize(parts.questions.size());
            parts.answered[prediction.row] = true;
        }
    parts.answered.resize(parts.questions.size());
}

// Runs of a model that is known come first: answers of other programs belong to any.
std::vector<PlaceParts> partsOf(const SessionContents& contents)
{
    std::vector<PlaceParts> all;
    for (const bool imported : {false, true})
        for (const auto& run : contents.runs) {
            if (run.record.imported.has_value() != imported)
                continue;
            auto it = std::find_if(all.begin(), all.end(),
                                   [&](const PlaceParts& parts) { return belongs(parts, run.record); });
            if (it == all.end()) {
                all.push_back({placeOf(run.record, contents), {}, nullptr, {}, {}});
                it = all.end() - 1;
            }
            it->place.elements = std::max(it->place.elements, run.record.size.floatBytes / 2);
            it->runs.push_back(&run);
        }
    for (auto& parts : all) {
        if (const auto it = contents.data.find(parts.place.dataHash); it != contents.data.end())
            parts.data = it->second;
        takeQuestions(parts);
    }
    return all;
}

// Of the questions that a run has answered, each once.
std::vector<EncodedImage> imagesOf(const std::vector<PlaceParts>& all)
{
    std::vector<EncodedImage> images;
    std::set<const void*> seen;
    for (const auto& parts : all)
        for (size_t i = 0; i < parts.questions.size(); ++i)
            for (const auto& image : parts.questions[i].images)
                if (parts.answered[i] && image && seen.insert(image.get()).second)
                    images.push_back(image);
    return images;
}

// A layer that may be saved; the largest errors come first, and what was not measured in its order.
struct LayerWish
{
    const SessionRun* run;
    LayerIndex layer;
    double sqnrDb;
};

std::vector<LayerWish> wishesOf(const SessionContents& contents)
{
    std::vector<LayerWish> wishes;
    for (const auto& run : contents.runs)
        for (size_t i = 0; run.layerView && i < run.record.layers.size(); ++i) {
            const auto& report = run.record.layers[i];
            wishes.push_back(
                {&run, static_cast<LayerIndex>(i),
                 report.measured ? report.error.isolated.sqnrDb : std::numeric_limits<double>::infinity()});
        }
    std::stable_sort(wishes.begin(), wishes.end(),
                     [](const LayerWish& a, const LayerWish& b) { return a.sqnrDb < b.sqnrDb; });
    return wishes;
}

void noteLayers(SessionSize& size, const SessionContents& contents, const SessionOptions& options, size_t wished)
{
    for (const auto& run : contents.runs)
        if (!run.layerView && !run.record.layers.empty() && options.mostLayerBytes > 0)
            size.leftOut.push_back(message("session.no_layers", {{"run", run.record.name}}));
    if (options.mostLayerBytes > 0 && size.layers < static_cast<int64_t>(wished))
        size.leftOut.push_back(message("session.few_layers",
                                       {{"count", static_cast<int64_t>(wished) - size.layers},
                                        {"all", static_cast<int64_t>(wished)},
                                        {"limit", rounded(options.mostLayerBytes / megabyte)}}));
}

void noteImages(SessionSize& size, const std::vector<PlaceParts>& all, const SessionOptions& options)
{
    for (const auto& parts : all)
        if (!parts.data && options.images != SessionImages::None)
            size.leftOut.push_back(message("session.no_images", {{"data", parts.place.data}}));
}

// Empty: it cannot be decoded, or is too large for a session.
std::vector<uint8_t> savedImage(const std::vector<uint8_t>& file, const SessionOptions& options)
{
    try {
        auto bytes = options.images == SessionImages::Full ? file : thumbnailOf(file, options.longestSide, "image");
        if (bytes.size() < size_t(mostForeignValue) && isKnownImage(bytes))
            return bytes;
    } catch (const Error&) {
    }
    return {};
}

double bytesOfRecord(const RunRecord& record)
{
    constexpr double perAnswer = 150;
    double bytes = 2000 + perAnswer * static_cast<double>(record.predictions.size());
    for (const auto& prediction : record.predictions)
        bytes += static_cast<double>(prediction.text.size());
    for (const auto& layer : record.layers)
        bytes += static_cast<double>(layerReportToJson(layer).dump().size());
    return bytes;
}

double bytesOfQuestions(const PlaceParts& parts)
{
    constexpr double perQuestion = 250; // twice: beside the answers as well
    double bytes = 0;
    for (const auto& question : parts.questions) {
        bytes += perQuestion + 2 * static_cast<double>(question.question.size());
        for (const auto& [name, text] : question.columns)
            bytes += static_cast<double>(name.size() + text.size());
    }
    return bytes;
}

class SessionWriter
{
public:
    SessionWriter(Database& database, const SessionContents& contents, const SessionOptions& options,
                  const Progress& progress)
        : m_database(database)
        , m_contents(contents)
        , m_options(options)
        , m_progress(progress)
    {
    }

    SessionSize write()
    {
        const auto all = partsOf(m_contents);
        m_size.runs = static_cast<int64_t>(m_contents.runs.size());
        Transaction transaction(m_database);
        writeFacts();
        writeImages(imagesOf(all));
        writePlaces(all);
        noteImages(m_size, all, m_options);
        writeLayers();
        transaction.commit();
        m_database.execute("VACUUM");
        return std::move(m_size);
    }

private:
    void writeFacts()
    {
        Statement fact(m_database, "INSERT INTO session_facts (name, value) VALUES (?, ?)");
        const std::pair<const char*, std::string> facts[] = {
            {"quantscope", QUANTSCOPE_VERSION},
            {"created", timeNow()},
            {"images", std::string(sessionImagesId(m_options.images))},
        };
        for (const auto& [name, value] : facts)
            fact.bindAll(std::string_view(name), std::string_view(value)).run();
    }

    void writeImages(const std::vector<EncodedImage>& images)
    {
        if (m_options.images == SessionImages::None)
            return;
        Statement put(m_database, "INSERT INTO session_images (id, image) VALUES (?, ?)");
        int64_t bad = 0;
        for (size_t i = 0; i < images.size(); ++i) {
            m_progress.step(0.1 + 0.5 * double(i) / double(images.size()), "pictures");
            const auto bytes = savedImage(*images[i], m_options);
            if (bytes.empty()) {
                ++bad;
                continue;
            }
            const auto number = static_cast<int64_t>(m_numbers.size()) + 1;
            m_numbers[images[i].get()] = number;
            put.bindAll(number, std::span<const uint8_t>(bytes)).run();
            m_size.imageBytes += static_cast<double>(bytes.size());
        }
        m_size.images = static_cast<int64_t>(m_numbers.size());
        if (bad > 0)
            m_size.leftOut.push_back(message("session.bad_images", {{"count", bad}}));
    }

    void writePlaces(const std::vector<PlaceParts>& all)
    {
        Statement place(m_database, "INSERT INTO session_places (id, place) VALUES (?, ?)");
        Statement put(m_database, "INSERT INTO session_questions (place, row, question) VALUES (?, ?, ?)");
        for (size_t i = 0; i < all.size(); ++i) {
            const auto id = static_cast<int64_t>(i) + 1;
            place.bindAll(id, std::string_view(compactText(placeToJson(all[i].place)))).run();
            for (size_t row = 0; row < all[i].questions.size(); ++row) {
                SavedQuestion saved{all[i].questions[row], {}};
                for (const auto& image : saved.question.images)
                    if (const auto it = m_numbers.find(image.get()); it != m_numbers.end())
                        saved.images.push_back(it->second);
                const auto text = compactText(savedQuestionToJson(saved));
                put.bindAll(id, static_cast<int64_t>(row), std::string_view(text)).run();
            }
        }
    }

    void writeLayers()
    {
        const auto wishes = m_options.mostLayerBytes > 0 ? wishesOf(m_contents) : std::vector<LayerWish>();
        Statement number(m_database, "SELECT id FROM runs WHERE record_id = ?");
        Statement put(m_database, "INSERT INTO session_layers (run, layer, view) VALUES (?, ?, ?)");
        for (size_t i = 0; i < wishes.size(); ++i) {
            const auto& [run, layer, error] = wishes[i];
            m_progress.step(0.6 + 0.4 * double(i) / double(wishes.size()), "distributions");
            const auto text = compactText(layerViewToJson(forSession(run->layerView(layer))));
            if (m_size.layerBytes + double(text.size()) > m_options.mostLayerBytes)
                break;
            number.reset();
            number.bind(1, std::string_view(run->record.id)).step();
            put.bindAll(number.integer(0), int64_t(layer), std::string_view(text)).run();
            m_size.layerBytes += static_cast<double>(text.size());
            ++m_size.layers;
        }
        number.reset();
        noteLayers(m_size, m_contents, m_options, wishes.size());
    }

    static std::string compactText(const nlohmann::json& json)
    {
        return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    }

    Database& m_database;
    const SessionContents& m_contents;
    const SessionOptions& m_options;
    const Progress& m_progress;
    std::map<const void*, int64_t> m_numbers; // of images
    SessionSize m_size;
};

// Gone again unless it has been renamed.
struct TemporarySession
{
    std::filesystem::path file;

    explicit TemporarySession(const std::filesystem::path& target)
        : file(fmt::format("{}.tmp-{}", target.string(), ::getpid()))
    {
        remove();
    }
    ~TemporarySession()
    {
        remove();
    }
    TemporarySession(const TemporarySession&) = delete;
    TemporarySession& operator=(const TemporarySession&) = delete;

    void remove() const
    {
        std::error_code ignored;
        for (const char* suffix : {"", "-wal", "-shm", "-journal"})
            std::filesystem::remove(file.string() + suffix, ignored);
    }
};

void writeRuns(const std::filesystem::path& file, const SessionContents& contents, const Progress& progress)
{
    RunArchive archive(file);
    for (const auto& run : contents.runs) {
        progress.step(0, "runs");
        auto record = run.record;
        forgetFolders(record);
        if (record.state == RunState::Running || record.state == RunState::Waiting)
            record.state = RunState::Interrupted; // where the session is opened it does not go on
        archive.finish(record, run.origin);
    }
}

}

SessionSize estimateSession(const SessionContents& contents, const SessionOptions& options, const Progress& progress)
{
    const auto all = partsOf(contents);
    SessionSize size;
    size.runs = static_cast<int64_t>(contents.runs.size());
    for (const auto& run : contents.runs)
        size.runBytes += bytesOfRecord(run.record);
    for (const auto& parts : all)
        size.runBytes += bytesOfQuestions(parts);
    if (options.images != SessionImages::None) {
        const auto images = imagesOf(all);
        size.images = static_cast<int64_t>(images.size());
        const auto step =
            std::max<size_t>(1, options.images == SessionImages::Full ? 1 : images.size() / sampledImages);
        double sampled = 0, bytes = 0;
        for (size_t i = 0; i < images.size(); i += step) {
            progress.check();
            bytes += static_cast<double>(savedImage(*images[i], options).size());
            ++sampled;
        }
        size.imageBytes = sampled > 0 ? bytes / sampled * static_cast<double>(images.size()) : 0;
    }
    noteImages(size, all, options);
    const auto wishes = options.mostLayerBytes > 0 ? wishesOf(contents) : std::vector<LayerWish>();
    for (const auto& wish : wishes) {
        const auto bytes = layerViewBytes(wish.run->record.layers[static_cast<size_t>(wish.layer)].layer);
        if (size.layerBytes + bytes > options.mostLayerBytes)
            break;
        size.layerBytes += bytes;
        ++size.layers;
    }
    noteLayers(size, contents, options, wishes.size());
    return size;
}

SessionSize saveSession(const std::filesystem::path& file, const SessionContents& contents,
                        const SessionOptions& options, const Progress& progress)
{
    if (contents.runs.empty())
        throw Error(file.string() + ": a session has at least one run");
    const TemporarySession temporary(file);
    writeRuns(temporary.file, contents, progress);
    SessionSize size;
    {
        Database database(temporary.file);
        makeSession(database);
        size = SessionWriter(database, contents, options, progress).write();
    }
    std::error_code problem;
    const auto bytes = std::filesystem::file_size(temporary.file, problem);
    size.runBytes = std::max(0.0, static_cast<double>(bytes) - size.imageBytes - size.layerBytes);
    std::filesystem::rename(temporary.file, file, problem);
    if (problem)
        throw Error(file.string() + ": cannot be written: " + problem.message());
    return size;
}

}
