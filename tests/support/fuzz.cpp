// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include <algorithm>
#include <ctime>
#include <fcntl.h>
#include <functional>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <c10/core/InferenceMode.h>

#include "answering/answering.h"
#include "answering/questions.h"
#include "archive/runarchive.h"
#include "archive/sessionschema.h"
#include "base/error.h"
#include "exchange/importedrun.h"
#include "exchangefiles.h"
#include "experiments/presets.h"
#include "image/image.h"
#include "model/outline.h"
#include "mutate.h"
#include "quant/plan.h"
#include "record/recordjson.h"
#include "reference.h"
#include "session/layerviewjson.h"
#include "session/sessionreader.h"
#include "sessionsample.h"
#include "tasks/chosenmetric.h"
#include "tinymodel.h"

namespace quantscope::test {

namespace fs = std::filesystem;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double longestSeconds = 60;
#else
constexpr double longestSeconds = 10;
#endif
constexpr int64_t mostKilobytes = 1 << 20; // that one input may take more than all before
// A few bytes may say that a picture is as large as the largest that is read, 1e9 pixels.
constexpr int64_t mostKilobytesOfPicture = mostKilobytes + 3'000'000;
constexpr size_t longestSentence = 2000; // bytes
constexpr int64_t largestPicture = 1 << 20; // pixels that are cut into tiles
constexpr int64_t largestAnsweredTile = 112; // pixels along a side

// Of the processor: a machine with other work lets an input wait without its fault.
double secondsWorked()
{
    timespec time = {};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

int64_t peakKilobytes()
{
    rusage usage = {};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

struct Seed
{
    fs::path file; // that is mutated, and that is opened
    std::string content;
};

struct Target
{
    std::string id;
    std::vector<Seed> seeds;
    std::function<std::string(const std::string&, Dice&)> mutate;
    std::function<void(const fs::path& file, Dice&)> open;
};

// The stream of one input.
uint64_t mixed(uint64_t seed, uint64_t number)
{
    return (seed + 1) * 0x9e3779b97f4a7c15 ^ number * 0xbf58476d1ce4e5b9;
}

void answer(const LoadedModel& loaded, const Dataset& data)
{
    auto input = prepareQuestion(loaded, *data.benchmark, data.questions.front());
    auto generation = loaded.generation;
    generation.maxNewTokens = std::min<int64_t>(generation.maxNewTokens, 2);
    const auto tokens = generate(loaded.model, std::span(&input, 1), generation, plainPass(loaded.model), {});
    loaded.tokenizer.decode(tokens.front());
}

void openModelFolder(const fs::path& folder, const Dataset& data, Dice& dice)
{
    const auto loaded = loadModel(folder, at::kFloat, at::kCPU);
    const auto ids = loaded.tokenizer.encode("What's in <img>this</img> picture, naïve 模型 42?\n");
    loaded.tokenizer.decode(ids);
    if (loaded.model.config.tileSize <= largestAnsweredTile && dice.oneIn(4))
        answer(loaded, data);
}

void openTable(const fs::path& file, const LoadedModel& model)
{
    const auto data = loadDataset(file);
    std::vector<ScoredAnswer> scored;
    for (const auto& question : data.questions) {
        const auto input = prepareQuestion(model, *data.benchmark, question);
        scored.push_back({&question, metricOf(data).score(question, "text")});
    }
    summarize(metricOf(data), scored);
}

void openRecipe(const fs::path& file, const ModelOutline& outline)
{
    const auto recipe = loadRecipe(file);
    const auto plan = resolve(recipe, outline.layers);
    validate(recipe, plan, outline);
    estimateSize(plan, outline);
    if (recipeFromJson(recipeToJson(recipe), "again") != recipe)
        throw std::logic_error("a recipe is another one when it is written and read");
}

// A picture that cannot be decoded leaves its place empty.
void openPicture(const std::vector<uint8_t>& file)
{
    try {
        decodeImage(file, "the picture");
    } catch (const Error&) {
    }
}

void openImage(const fs::path& file, const ModelConfig& config)
{
    const auto text = readText(file);
    const auto image = decodeImage({reinterpret_cast<const uint8_t*>(text.data()), text.size()}, "the image");
    if (int64_t(image.width) * image.height > largestPicture)
        return;
    const auto& architecture = *config.architecture;
    architecture.pixels(config, image, architecture.tile(config, image.width, image.height, 6));
}

// Whatever is read has to be writable.
void openPredictions(const fs::path& file, const Dataset& questions)
{
    const auto predictions = readPredictions(file);
    const auto matched = matchPredictions(predictions, questions);
    const auto record = importedRun(predictions, matched, questions);
    recordToJson(record).dump();
    claimedScore(predictions, matched, questions);
    scoredOtherwise(predictions, matched, record);
}

void readRuns(RunArchive& archive)
{
    for (const auto& run : archive.list()) {
        const auto record = archive.load(run.id);
        recordToJson(record).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        archive.scores(run.id);
    }
    axisOf(archive, "llm.weight_bits");
    archive.tags();
}

// What the window shows of it, and whether what it shows can be written again.
void openSessionFile(const fs::path& file, Dice& dice)
{
    requireSession(file);
    RunArchive session(file);
    readRuns(session);
    for (const auto& place : sessionPlaces(session)) {
        sessionOutline(session, place);
        const auto data = sessionQuestions(session, place);
        for (const auto& question : data.questions)
            if (!question.images.empty() && dice.oneIn(8))
                openPicture(*question.images.front());
    }
    for (const auto& run : session.list())
        for (const auto layer : sessionLayers(session, run.id))
            layerViewToJson(sessionLayer(session, session.load(run.id), layer)).dump();
}

// Whatever else the store has left beside its file goes with it.
void openStore(const fs::path& file)
{
    const auto clear = [&file] {
        for (const auto& entry : fs::directory_iterator(file.parent_path()))
            if (entry.path() != file)
                fs::remove(entry.path());
    };
    clear();
    try {
        RunArchive archive(file);
        readRuns(archive);
    } catch (...) {
        clear();
        throw;
    }
    clear();
}

void cutIntoTwoShards(const fs::path& folder)
{
    const auto all = RawTensors::read(folder / "model.safetensors");
    RawTensors parts[2];
    nlohmann::json map;
    size_t count = 0;
    for (const auto& [name, entry] : all.header.items()) {
        if (name == "__metadata__")
            continue;
        const size_t part = count++ % 2;
        parts[part].put(name, entry.at("dtype"), entry.at("shape"), all.bytesOf(name));
        map[name] = "part-" + std::to_string(part) + ".safetensors";
    }
    for (size_t part = 0; part < 2; ++part)
        parts[part].write(folder / ("part-" + std::to_string(part) + ".safetensors"));
    fs::remove(folder / "model.safetensors");
    writeText(folder / "model.safetensors.index.json", nlohmann::json{{"weight_map", map}}.dump());
}

// The tokenizer as Qwen2's Python tokenizer keeps it.
void useVocabularyAndMerges(const fs::path& folder)
{
    const auto json = readJson(folder / "tokenizer.json");
    auto vocabulary = json.at("model").at("vocab");
    std::string merges = "#version: 0.2\n";
    for (const auto& merge : json.at("model").at("merges"))
        merges +=
            (merge.is_string() ? merge.get<std::string>() : std::string(merge[0]) + " " + std::string(merge[1])) + "\n";
    auto settings = readJson(folder / "tokenizer_config.json");
    for (const auto& token : json.at("added_tokens"))
        settings["added_tokens_decoder"][std::to_string(token.at("id").get<int>())] = token;
    writeText(folder / "vocab.json", vocabulary.dump());
    writeText(folder / "merges.txt", merges);
    writeText(folder / "tokenizer_config.json", settings.dump());
    fs::remove(folder / "tokenizer.json");
}

}

struct Fuzz::Work
{
    fs::path folder;
    uint64_t seed;
    int current; // file
    LoadedModel model;
    Dataset data;
    ModelOutline outline;
    Dataset questions; // that the predictions answer
    std::vector<Target> targets;

    Work(fs::path at, uint64_t first)
        : folder(std::move(at))
        , seed(first)
    {
        const auto plain = folder / "model", sharded = folder / "sharded", slow = folder / "slow";
        for (const auto& copy : {plain, sharded, slow})
            copyTinyModel(copy);
        cutIntoTwoShards(sharded);
        useVocabularyAndMerges(slow);
        current = ::open((folder / "current").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        model = loadModel(tinyModel(), at::kFloat, at::kCPU);
        data = loadDataset(tinyModel() / "q.tsv");
        outline = outlineOf(model.model, "tiny");
        writeText(folder / "OCRBench.tsv", benchmarkTable());
        questions = loadDataset(folder / "OCRBench.tsv");
        const auto openFile = [this](const fs::path& file, Dice&) { openPredictions(file, questions); };
        const auto openFolder = [this](const fs::path& file, Dice& dice) {
            openModelFolder(file.parent_path(), data, dice);
        };
        targets = {
            {"config", {seedOf(plain / "config.json")}, mutatedJson, openFolder},
            {"tokenizer", {seedOf(plain / "tokenizer.json")}, mutatedJson, openFolder},
            {"generation", {seedOf(plain / "generation_config.json")}, mutatedJson, openFolder},
            {"tokenizer settings", {seedOf(slow / "tokenizer_config.json")}, mutatedJson, openFolder},
            {"vocabulary", {seedOf(slow / "vocab.json")}, mutatedJson, openFolder},
            {"merges", {seedOf(slow / "merges.txt")}, mutatedTable, openFolder},
            {"tensors", {seedOf(plain / "model.safetensors")}, mutatedTensors, openFolder},
            {"index", {seedOf(sharded / "model.safetensors.index.json")}, mutatedJson, openFolder},
            {"table",
             {seedOf(plain / "q.tsv")},
             mutatedTable,
             [this](const fs::path& file, Dice&) { openTable(file, model); }},
            {"recipe", recipeSeeds(), mutatedJson, [this](const fs::path& file, Dice&) { openRecipe(file, outline); }},
            {"image", imageSeeds(), mutatedImage,
             [this](const fs::path& file, Dice&) { openImage(file, model.model.config); }},
            {"workbook of predictions", predictionSeeds({"awkward.xlsx", "formulas.xlsx"}), mutatedWorkbook, openFile},
            {"table of predictions", predictionSeeds({"Model-2B_OCRBench.tsv"}), mutatedTable, openFile},
            {"predictions", predictionSeeds({"records.json", "columns.json", "lists.json", "byindex.json"}),
             mutatedJson, openFile},
            {"lines of predictions",
             predictionSeeds({"lines.jsonl", "lab__model-1b/20260203_040506_samples_ocrbench.jsonl"}), mutatedJsonLines,
             openFile},
            {"session",
             {sessionSeed()},
             mutatedDatabase,
             [](const fs::path& file, Dice& dice) { openSessionFile(file, dice); }},
            {"store", {storeSeed()}, mutatedDatabase, [](const fs::path& file, Dice&) { openStore(file); }},
        };
    }
    ~Work()
    {
        ::close(current);
    }
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;

    static Seed seedOf(const fs::path& file)
    {
        return {file, readText(file)};
    }

    std::vector<Seed> recipeSeeds() const
    {
        std::vector<Seed> seeds;
        for (const auto& preset : presets())
            seeds.push_back({folder / "recipe.json", recipeToJson(preset.make()).dump()});
        auto recipe = presets().back().make();
        Override blocks;
        blocks.match = {Tower::Llm, Role::MlpDown, 0, 3, "down"};
        blocks.fields["weight_bits"] = 8;
        recipe.overrides.push_back(blocks);
        seeds.push_back({folder / "recipe.json", recipeToJson(recipe).dump()});
        return seeds;
    }

    std::vector<Seed> imageSeeds() const
    {
        std::vector<Seed> seeds;
        for (const auto& entry : fs::directory_iterator(fs::path(QUANTSCOPE_SOURCE_DIR) / "tests/data/images"))
            if (entry.path().extension() != ".json")
                seeds.push_back({folder / "image", readText(entry.path())});
        std::sort(seeds.begin(), seeds.end(),
                  [](const Seed& a, const Seed& b) { return a.content < b.content; }); // whatever the file system says
        return seeds;
    }

    std::vector<Seed> predictionSeeds(const std::vector<std::string>& names) const
    {
        std::vector<Seed> seeds;
        for (const auto& name : names)
            seeds.push_back({folder / "predictions", readText(exchangeFile(name))});
        return seeds;
    }

    static std::string fixedId(unsigned run)
    {
        return "000000000000000" + std::to_string(run);
    }

    // Small ones, so that a change meets something.
    Seed sessionSeed() const
    {
        const auto file = folder / "runs.quantscope";
        SessionOptions options;
        options.longestSide = 64;
        auto contents = sampleContents(4, 2, 2);
        for (size_t i = 0; i < contents.runs.size(); ++i)
            contents.runs[i].record.id = fixedId(static_cast<unsigned>(i));
        saveSession(file, contents, options);
        return seedOf(file);
    }

    Seed storeSeed() const
    {
        fs::create_directories(folder / "store");
        const auto file = folder / "store" / "runs.sqlite";
        {
            RunArchive archive(file);
            for (const unsigned number : {1u, 2u}) {
                auto run = sampleRun(4, 2, number);
                run.id = fixedId(number);
                archive.finish(run, {"parent", "exp", 4, {"a"}});
            }
        }
        return seedOf(file);
    }

    void note(uint64_t number) const
    {
        const auto text = std::to_string(number) + "\n";
        if (::ftruncate(current, 0) != 0 || ::pwrite(current, text.data(), text.size(), 0) < 0)
            throw Error("the number of the input cannot be written");
    }
};

Fuzz::Fuzz(fs::path folder, uint64_t seed, const std::set<std::string>& kinds)
    : m_work(std::make_unique<Work>(std::move(folder), seed))
{
    if (kinds.empty())
        return;
    std::erase_if(m_work->targets, [&](const Target& target) { return !kinds.contains(target.id); });
    if (m_work->targets.size() != kinds.size())
        throw Error("there is no such kind of file");
}

Fuzz::~Fuzz() = default;

FuzzResult Fuzz::tryInput(uint64_t number)
{
    const c10::InferenceMode inference;
    Dice dice(mixed(m_work->seed, number));
    const auto& target = m_work->targets[number % m_work->targets.size()];
    const auto& seed = target.seeds[dice.below(target.seeds.size())];
    FuzzResult result;
    result.target = target.id;
    m_work->note(number);
    const auto input = target.mutate(seed.content, dice);
    writeText(seed.file, input);
    const auto memory = peakKilobytes();
    const double start = secondsWorked();
    try {
        target.open(seed.file, dice);
    } catch (const Error& error) {
        result.refused = true;
        const std::string sentence = error.what();
        if (sentence.size() < 10 || sentence.size() > longestSentence)
            result.problem = "a sentence of " + std::to_string(sentence.size()) + " bytes: " + sentence.substr(0, 300);
    } catch (const std::exception& error) {
        result.problem = std::string("another exception: ") + error.what();
    }
    if (const double took = secondsWorked() - start; took > longestSeconds)
        result.problem = std::to_string(took) + " seconds";
    if (peakKilobytes() - memory > (target.id == "image" ? mostKilobytesOfPicture : mostKilobytes))
        result.problem = std::to_string((peakKilobytes() - memory) / 1024) + " MB of memory";
    writeText(seed.file, seed.content);
    if (!result.problem.empty())
        writeText(m_work->folder / ("problem-" + std::to_string(number)), input);
    return result;
}

}
