// Lombok makes the field log; @Slf4j(topic) names it.
package com.acme.shop;

import lombok.extern.slf4j.Slf4j;

@Slf4j
class Cart {
    void add(Item item) {
        log.info("added {}", item.getId()); // log: info "added {item_id}" logger=com.acme.shop.Cart
    }

    @Slf4j(topic = "shop.audit")
    static class Audit {
        void write(String who) {
            log.info("by {}", who); // log: info "by {who}" logger=shop.audit
        }
    }
}
