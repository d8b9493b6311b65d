package io.rollcall.validator;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/** One bound for the memory of all RocksDB stores of the process, however many tasks it has. */
public final class BoundedRocksDb implements RocksDBConfigSetter {

    static {
        RocksDB.loadLibrary();
    }

    private static final long BLOCKS_AND_BUFFERS = 64L << 20;
    private static final long BUFFERS = 32L << 20;
    private static final long BUFFER = 8L << 20;
    private static final Cache CACHE = new LRUCache(BLOCKS_AND_BUFFERS, -1, /* strictCapacityLimit= */ false, 0.1);
    private static final WriteBufferManager BUFFER_BOUND = new WriteBufferManager(BUFFERS, CACHE);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        table.setPinTopLevelIndexAndFilter(true);
        table.setFilterPolicy(new BloomFilter());
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(BUFFER_BOUND);
        options.setWriteBufferSize(BUFFER);
        options.setMaxWriteBufferNumber(2);
    }

    @Override
    public void close(String storeName, Options options) {
        // Cache and bound are the process's and outlive every store.
    }
}
