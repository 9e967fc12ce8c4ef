// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the original sentencepiece library for tst_tokenizer, in a process of its own: it cannot share one with
// LibTorch.
//   sentencepiecehelper train "--input=... --model_prefix=..."
//   sentencepiecehelper encode MODEL < texts    one text a line in hexadecimal; prints ids, a tab, decoded text in
//   hexadecimal

#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include <sentencepiece_processor.h>
#include <sentencepiece_trainer.h>

namespace {

std::string fromHex(const std::string& hex)
{
    std::string text;
    for (size_t i = 0; i + 1 < hex.size(); i += 2)
        text += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    return text;
}

void printHex(const std::string& text)
{
    for (const char c : text)
        std::printf("%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
}

int encode(const std::string& model)
{
    sentencepiece::SentencePieceProcessor processor;
    if (!processor.Load(model).ok())
        return 1;
    for (std::string line; std::getline(std::cin, line);) {
        std::vector<int> ids;
        std::string text;
        if (!processor.Encode(fromHex(line), &ids).ok() || !processor.Decode(ids, &text).ok())
            return 1;
        for (const int id : ids)
            std::printf("%d ", id);
        std::printf("\t");
        printHex(text);
        std::printf("\n");
    }
    return 0;
}

}

int main(int argc, char** argv)
{
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.size() != 2)
        return 2;
    if (arguments[0] == "train")
        return sentencepiece::SentencePieceTrainer::Train(arguments[1]).ok() ? 0 : 1;
    return arguments[0] == "encode" ? encode(arguments[1]) : 2;
}
