// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QImage>
#include <QObject>
#include <QSize>
#include <QThreadPool>

#include <cstdint>
#include <memory>
#include <vector>

#include "image/imageroute.h"
#include "tasks/dataset.h"

namespace quantscope {

// Decodes images on one thread of its own and keeps the last ones in a cache of limited size. Of the waiting requests
// the newest goes first; the oldest are forgotten when there are many.
class ImageLoader : public QObject
{
    Q_OBJECT

public:
    // `cacheMegabytes`: of decoded pixels; one image is kept whatever its size.
    explicit ImageLoader(int cacheMegabytes, QObject* parent = nullptr);
    ~ImageLoader() override;

    struct Result
    {
        QImage image;
        QString problem; // a sentence when the bytes are no image
        bool ready = false;
    };

    // What is known now; asks for the image when that is nothing. `box`: scaled down to fit in, empty: full size. The
    // pixels are those that a model gets on the route.
    Result request(const EncodedImage&, QSize box = {}, ImageRoute = ImageRoute::Stored);
    void clear();

signals:
    void loaded(); // some request is ready: ask again

private:
    struct Key
    {
        const void* bytes = nullptr;
        QSize box;
        ImageRoute route = ImageRoute::Stored;
        bool operator==(const Key&) const = default;
        friend size_t qHash(const Key& key, size_t seed)
        {
            return qHashMulti(seed, key.bytes, key.box.width(), key.box.height(), static_cast<int>(key.route));
        }
    };
    struct Request
    {
        EncodedImage bytes;
        QSize box;
        ImageRoute route = ImageRoute::Stored;

        Key key() const
        {
            return {bytes.get(), box, route};
        }
    };
    struct Entry
    {
        EncodedImage bytes; // keeps the key's address from being used again
        Result result;
    };

    void startNext();
    void finish(const Request&, const Result&);

    QCache<Key, Entry> m_cache;
    std::vector<Request> m_waiting; // newest last
    QThreadPool m_pool;
    bool m_busy = false;
};

}
